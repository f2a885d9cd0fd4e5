"""A template comes back as it was written, and what is wrong in one is told with its line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.errors import ConfigError
from inkread.forms.template import Field, Template

HEAD = "form: 1\nname: club\nblank: blank.png\nwidth: 800\nheight: 600\nfields:\n"
FIELD = "  - name: code\n    left: 10\n    top: 20\n    width: 300\n    height: 50\n"


def wrong(text):
    """Return what is said about the text of a template."""
    with pytest.raises(ConfigError) as refused:
        Template.parse(text, name="club.yaml")
    return str(refused.value)


def test_a_template_says_what_its_file_says():
    found = Template.parse(HEAD + FIELD + '    pattern: "[0-9]{5}"\n    review_below: 0.95\n', folder="forms")
    assert (found.name, found.width, found.height) == ("club", 800, 600)
    assert found.fields == (Field("code", 10, 20, 300, 50, pattern="[0-9]{5}", review_below=0.95),)
    assert found.blank_path.as_posix() == "forms/blank.png"


def test_words_that_yaml_takes_for_something_else_stay_words():
    found = Template.parse(HEAD + FIELD.replace("code", "no") + "    pattern: 99999\n    lines: true\n")
    assert (found.fields[0].name, found.fields[0].pattern, found.fields[0].lines) == ("no", "99999", True)


def test_a_tick_box_is_written_and_read_again():
    found = Template.parse(HEAD + FIELD + "    tick: true\n")
    assert found.fields[0].tick
    assert "tick: true" in found.to_yaml()
    assert Template.parse(found.to_yaml()) == found


def test_boxes_that_exclude_one_another_are_written_and_read_again():
    boxes = FIELD + "    tick: true\n    group: pay\n"
    found = Template.parse(HEAD + boxes + boxes.replace("code", "other"))
    assert [field.group for field in found.fields] == ["pay", "pay"]
    assert Template.parse(found.to_yaml()) == found


names = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)


@given(
    name=names,
    pattern=st.none() | st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1),
    lines=st.booleans(),
    review_below=st.floats(0.0, 1.0),
)
def test_what_is_written_is_read_again(name, pattern, lines, review_below):
    field = Field("x" + name, 1, 2, 30, 40, pattern=pattern, lines=lines, review_below=review_below)
    template = Template(name, "scans/blank.png", 100, 90, (field, replace(field, name="other")))
    assert Template.parse(template.to_yaml()) == template


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected a template, got an empty file"),
        ("form: [1", "line 1: expected YAML, got"),
        (
            HEAD.replace("blank.png", '"a\\0b.png"') + FIELD,
            "expected blank as the picture of the empty form in the template's folder or below, got",
        ),
        ("- 1", "line 1: expected the template as name: value, got a list"),
        ("[" * 5000, "expected YAML"),
        (HEAD.replace("form: 1", "form: 2") + FIELD, "expected form: 1, got form: 2"),
        (HEAD.replace("width: 800\n", "") + FIELD, "line 1: expected the template with width, got none"),
        (
            HEAD.replace("width: 800", "width: wide") + FIELD,
            "line 4: expected width as a whole number, got 'wide'",
        ),
        (HEAD + FIELD.replace("top", "topp"), "line 9: expected a field without 'topp'; did you mean 'top'?"),
        (HEAD + FIELD + "    left: 3\n", "line 12: expected left once, got it twice"),
        (HEAD + FIELD + "    lines: yes\n", "line 12: expected lines as true or false, got 'yes'"),
        (
            HEAD + FIELD + "    review_below: 2\n",
            "field 'code': expected review_below from 0 to 1, got 2.0",
        ),
        (
            HEAD + FIELD + "    pattern: '9'\n    lexicon: a.txt\n",
            "a pattern or a lexicon, got both",
        ),
        (
            HEAD + FIELD + "    charset: digit\n",
            "line 7: field 'code': expected a charset, got 'digit'",
        ),
        (HEAD + FIELD + "    tick: yes\n", "line 12: expected tick as true or false, got 'yes'"),
        (
            HEAD + FIELD + "    tick: true\n    lines: true\n",
            "line 7: field 'code': expected tick or lines, got both; a tick box holds no text, keep one",
        ),
        (HEAD + FIELD + "    tick: true\n    pattern: A9\n", "expected tick or pattern, got both"),
        (HEAD + FIELD + "    tick: true\n    charset: upper\n", "expected tick or charset, got both"),
        (HEAD + FIELD + "    tick: true\n    lexicon: a.txt\n", "expected tick or lexicon, got both"),
        (HEAD + FIELD + "    group: pay\n", "expected a group of tick boxes alone, got one without tick"),
        (HEAD + FIELD + "    tick: true\n    group: pay\n", "group 'pay': expected two boxes or more"),
        (HEAD + FIELD + '    tick: true\n    group: ""\n', "field 'code': group as a name"),
        (HEAD + FIELD + "    lexicon: ../a.txt\n", "in the template's folder or below, got '../a.txt'"),
        (HEAD + FIELD + "    pattern:\n", "expected pattern as a text, got nothing"),
        (HEAD.replace("blank.png", "/etc/blank.png") + FIELD, "in the template's folder or below"),
        (HEAD + FIELD + FIELD, "field 'code': expected each name once"),
        (HEAD + FIELD.replace("left: 10", "left: 600"), "expected a box inside of 800 x 600 px"),
        (HEAD + FIELD.replace("height: 50", "height: 3"), "expected height as a whole number from 8"),
        (HEAD + FIELD.replace("code", "Error"), "expected another name than the CSV's own columns"),
        (HEAD + FIELD.replace("code", '"=1+1"'), "begins with a letter or digit"),
        (HEAD + FIELD.replace("code", '"a; b"'), "expected a name without ;"),
        (HEAD + "  - code\n", "line 7: expected a field as name: value, got 'code'"),
        (HEAD.replace("fields:\n", "fields: []\n"), "expected 1 to 500 fields, got 0"),
        (
            HEAD + FIELD.replace("code", "!!python/object/apply:os.system [ls]"),
            "expected name as a text, got a list",
        ),
        (b"form: \xff", "expected YAML in UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, told):
    said = wrong(text)
    assert said.startswith("club.yaml")
    assert told in said


def test_a_template_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigError, match="expected a template, got No such file"):
        Template.read(tmp_path / "none.yaml")
