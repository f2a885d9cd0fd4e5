"""What the pages' scripts know by themselves is what the server knows, which does without them."""

import re
from importlib.resources import files

import pytest

from inkread.web.form_answers import UNSURE as UNSURE_CHARACTER
from inkread.web.pages import WRONG_FIELDS
from inkread.web.texts import load
from inkread.web.words_doubts import SURE, UNSURE

SCRIPTS = files("inkread.web") / "static" / "js"


def constant(script, pattern):
    """Return what a script sets a constant to."""
    found = re.search(rf"^const {pattern};", (SCRIPTS / script).read_text("utf-8"), re.MULTILINE)
    assert found, f"no such constant in {script}"
    return found[1]


def test_the_fields_that_are_wrong_are_the_same():
    pairs = re.findall(r'(\w+): "(\w+)"', constant("words_wish.js", r"FIELDS = \{(.+)\}"))
    assert dict(pairs) == WRONG_FIELDS


def test_an_answer_of_words_is_sure_from_the_same_share_on():
    shares = constant("words_doubts.js", r"\[SURE, UNSURE\] = \[(.+)\]")
    assert [float(share) for share in shares.split(",")] == [SURE, UNSURE]


@pytest.mark.parametrize(("script", "share"), [("answer.js", UNSURE_CHARACTER), ("words_view.js", UNSURE)])
def test_an_answer_is_doubtful_below_the_same_share(script, share):
    assert float(constant(script, r"UNSURE = ([\d.]+)")) == share


def test_the_dots_that_decided_are_blue_like_all_that_is_for_the_answer():
    red, _, blue = (int(part) for part in constant("occlusion_view.js", r"FOR = \[(.+)\]").split(","))
    assert blue > red
    red, _, blue = (int(part) for part in constant("occlusion_view.js", r"AGAINST = \[(.+)\]").split(","))
    assert red > blue
    said = load("en")("inside.occlusion.text")
    assert said.index("blue: they mattered most") < said.index("Orange dots spoke against")
