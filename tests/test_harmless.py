"""Any text from outside can be shown, kept and tabulated without doing anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.harmless import FORMULA_STARTS, escaped, no_formula, printable, unescaped, without_quote

ANY_TEXT = st.text(st.characters())


@given(ANY_TEXT)
def test_a_printable_name_can_be_encoded_and_steers_nothing(name):
    shown = printable(name).encode("utf-8").decode("utf-8")
    assert all(ord(sign) >= 32 and not 127 <= ord(sign) < 160 for sign in shown)
    assert printable(shown) == shown


def test_bytes_that_are_text_after_all_are_read_as_text():
    assert printable("文件".encode().decode("ascii", "surrogateescape")) == "文件"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert no_formula(f"{start}1+1") == f"'{start}1+1"


@given(ANY_TEXT)
def test_a_cell_keeps_its_text(cell):
    assert no_formula(cell) in (cell, f"'{cell}")


@given(st.from_regex(r"'{0,2}[=+\-@\t\ra'].{0,3}", fullmatch=True) | ANY_TEXT)
def test_a_cell_comes_back_as_it_was_given(cell):
    made = no_formula(cell)
    assert not made.startswith(FORMULA_STARTS)
    assert without_quote(made) == cell


ESCAPE_LIKE = st.text(
    st.sampled_from(["\\", "x", "u", "0", "a", "\n", "\x9b", "\udcff", "\ud800", "\udc41", "ü"])
)


@given(ESCAPE_LIKE | ANY_TEXT)
def test_an_escaped_name_is_text_that_steers_nothing_and_comes_back(name):
    shown = escaped(name).encode("utf-8").decode("utf-8")
    assert all(ord(sign) >= 32 and not 127 <= ord(sign) < 160 for sign in shown)
    assert unescaped(shown) == name


@pytest.mark.parametrize("name", ["scans/1.png", "scans\\3-pen.png", "ünï 漢.PNG", "\ufffd.png"])
def test_an_ordinary_name_is_written_as_it_is(name):
    assert escaped(name) == name
