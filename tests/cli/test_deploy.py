"""`inkread deploy aws --dry-run` works the costs out for what is given, and refuses what AWS would refuse."""

import json

GIVEN = ("--set", "InstanceType=c7g.metal", "--set", "DiskGigabytes=500", "--region", "eu-central-1")


def test_the_costs_are_those_of_the_settings_that_are_given(inkread):
    said = inkread("deploy", "aws", "--dry-run", *GIVEN).out
    assert "A month costs at least $43.88, by list prices" in said
    assert "$     ?  instance c7g.metal: its price is not known here" in said
    assert "That is for InstanceType=c7g.metal, DiskGigabytes=500, and else the template's own" in said
    assert "In eu-central-1 the prices are others." in said
    told = json.loads(inkread("deploy", "aws", "--dry-run", "--json", *GIVEN).out)
    assert told["without_a_known_price"] == ["instance c7g.metal"]


def test_without_settings_it_says_so(inkread):
    said = inkread("deploy", "aws", "--dry-run").out
    assert "A month costs about $17.42, by list prices" in said
    assert "That is for the template's own settings; a stack that stands keeps what it was given." in said


def test_what_aws_would_refuse_is_refused_before_anything_is_asked(inkread):
    for given in (("--set", "DiskGigabytes=abc"), ("--region", "mars-1"), ("--name", "my stack")):
        refused = inkread("deploy", "aws", "--dry-run", *given)
        assert (refused.code, refused.out, "expected" in refused.err) == (1, "", True)
