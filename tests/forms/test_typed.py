"""What a person typed is taken as the field's list and its lines have it, or looked at again."""

import unicodedata
from dataclasses import replace

import pytest

from inkread import Template
from inkread.forms.typed import typed_of


@pytest.fixture
def typed(form_folder, tmp_path):
    """Returns what is made of a text for a field of a form whose list of words has accents and spaces."""
    known = Template.read(form_folder / "form.yaml")
    (tmp_path / "words.txt").write_text("Zürich\nNew York\nMüller\nMuller\n", "utf-8")
    fields = tuple(
        replace(one, charset=None, pattern="[A-ZÜü]+") if one.lines else one for one in known.fields
    )
    template = replace(known, folder=tmp_path, fields=fields)

    def call(name, text):
        found = typed_of({("1.png", name): text}, template)
        return found.values["1.png", name], bool(found.misfits)

    return call


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Zurich", "Zürich"),
        ("ZUERICH", "ZÜRICH"),
        ("NewYork", "New York"),
        (unicodedata.normalize("NFD", "Zürich"), "Zürich"),
        ("Muller", "Muller"),
        ("", ""),
    ],
)
def test_what_stands_for_one_entry_of_a_list_becomes_it(typed, text, value):
    assert typed("word", text) == (value, False)


def test_what_stands_for_no_entry_stays_as_typed(typed):
    assert typed("word", "Genf") == ("Genf", True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_each_line_is_looked_at_whatever_ends_it(typed, end):
    assert typed("note", f"AB{end}CU\u0308") == ("AB\nCÜ", False)
    assert typed("note", f"AB{end}12") == ("AB\n12", True)
