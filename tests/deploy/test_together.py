"""What parameters ask of each other is told before AWS is asked, as the templates' rules have it."""

import re

import pytest
import yaml

from inkread.deploy.plan import plan
from inkread.deploy.templates import KINDS, section
from inkread.deploy.together import ALSO
from inkread.errors import ConfigError

SECRET = "arn:aws:secretsmanager:us-east-1:1:secret:x"
NEEDED = {"Image": "inkread:1", "Certificate": "arn:aws:acm:us-east-1:1:x", "Host": "read.example.org"}


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's own tags as what they stand for."""


Loader.add_multi_constructor("!", lambda loader, tag, node: (tag, built(loader, node)))


def built(loader, node):
    """Return what stands behind a tag."""
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    return loader.construct_sequence(node, deep=True)


def made(**given):
    return plan("fargate", name="ink", region="us-east-1", parameters=NEEDED | given)


def names(said):
    """Return the parameters that a condition names."""
    return re.findall(r"\('Ref', '(\w+)'\)", repr(said))


@pytest.mark.parametrize("kind", KINDS)
def test_the_rules_of_the_templates_are_known(kind):
    rules = yaml.load("Rules:\n" + section(kind, "Rules"), Loader)["Rules"] or {}
    assert ALSO[kind] == {
        names(rule["RuleCondition"])[0]: tuple(names(rule["Assertions"])) for rule in rules.values()
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"HistorySecret": SECRET, "CookieSecret": ""}, "CookieSecret with HistorySecret, got it empty"),
        ({"LeastTasks": "9", "MostTasks": "8"}, "LeastTasks of at most MostTasks, got 9 and 8; change one"),
    ],
)
def test_what_cannot_stand_together_is_refused(given, said):
    with pytest.raises(ConfigError, match=f"expected {said}"):
        made(**given)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ()),
        ({"HistorySecret": SECRET}, ("CookieSecret",)),
        ({"HistorySecret": SECRET, "CookieSecret": SECRET}, ()),
        ({"HistorySecret": ""}, ()),
        ({"LeastTasks": "9"}, ("MostTasks",)),
        ({"MostTasks": "1"}, ("LeastTasks",)),
        ({"LeastTasks": "9", "MostTasks": "9"}, ()),
    ],
)
def test_what_a_new_stack_lacks_is_told_for_one_that_stands_may_have_it(given, missing):
    assert made(**given).missing == missing


def test_a_single_reading_that_is_not_kept_is_alarmed_of_within_minutes():
    alarm = yaml.load("Resources:\n" + section("fargate", "Resources"), Loader)["Resources"]["KeepsNothing"]
    said = alarm["Properties"]
    assert (said["Period"], said["EvaluationPeriods"], said["Threshold"]) == (300, 1, 0)
