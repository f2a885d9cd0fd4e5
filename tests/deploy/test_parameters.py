"""What the templates declare of their parameters is understood, and what AWS would refuse is told here."""

import re

import pytest
import yaml

from inkread.deploy.parameters import expect_fitting, parameters
from inkread.deploy.plan import plan
from inkread.deploy.templates import KINDS, section
from inkread.errors import ConfigError


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_read_as_a_reader_of_yaml_reads_them(kind):
    declared = yaml.safe_load("Parameters:\n" + section(kind, "Parameters"))["Parameters"]
    found = parameters(kind)
    assert list(found) == list(declared)
    for name, told in declared.items():
        one = found[name]
        default = told.get("Default")
        assert (one.type, one.default) == (told["Type"], None if default is None else str(default))
        assert (one.pattern, one.choices) == (
            told.get("AllowedPattern"),
            tuple(told.get("AllowedValues", ())),
        )
        assert (one.least, one.most) == (told.get("MinValue"), told.get("MaxValue"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_default_is_allowed(kind):
    defaults = {one.name: one for one in parameters(kind).values() if one.default is not None}
    assert defaults
    for one in defaults.values():
        one.expect_fitting(one.default)


@pytest.mark.parametrize(
    ("kind", "name", "value", "expected"),
    [
        ("ec2", "DiskGigabytes", "abc", "a whole number from 8 to 1000, got 'abc'"),
        ("ec2", "DiskGigabytes", "4", "from 8 to 1000, got '4'"),
        ("ec2", "DiskGigabytes", "٨٠", "a whole number from 8"),
        ("ec2", "InstanceType", "x1.large", "a text like (t4g|m7g|"),
        ("ec2", "AlarmEmail", "ann", "a text like"),
        ("fargate", "Processor", "arm64", "one of X86_64, ARM64, got 'arm64'"),
        ("fargate", "Certificate", "arn:aws:iam::1:role/x", "a text like"),
        ("fargate", "LeastTasks", "0", "from 1 to 100"),
        ("lambda", "Image", "", "a text like"),
    ],
)
def test_a_value_that_aws_would_refuse_is_told(kind, name, value, expected):
    with pytest.raises(ConfigError, match=f"expected {name} as .*{re.escape(expected)}"):
        expect_fitting(kind, {name: value})


@pytest.mark.parametrize("region", ["eu-central-1", "us-gov-west-1", "ap-southeast-5", "eusc-de-east-1"])
def test_regions_are_known_by_their_form(region):
    assert plan("lambda", name="ink", region=region, parameters={}).region == region


@pytest.mark.parametrize(
    ("name", "region"), [("ink", "mars-1"), ("ink", ""), ("my ink", "us-east-1"), ("1", "us-east-1")]
)
def test_a_region_or_a_name_that_can_be_none_is_told(name, region):
    with pytest.raises(ConfigError, match=r"expected --(name|region) of"):
        plan("lambda", name=name, region=region, parameters={})
