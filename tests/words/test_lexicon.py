"""A list of words is read from a file, or refused by its name."""

import pytest

from inkread.errors import ConfigError
from inkread.words.lexicon import Lexicon


def test_words_of_a_file_are_held_however_they_are_capitalised(tmp_path):
    file = tmp_path / "words.txt"
    file.write_text("\ufeffcafe\u0301\n\n  street \n", "utf-8")
    words = Lexicon.of_file(file)
    assert [words.holds(word) for word in ("café", "Street", "STREET", "streets", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\xff"])
def test_a_file_without_words_is_refused_by_name(tmp_path, content):
    file = tmp_path / "empty.txt"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=r"empty\.txt"):
        Lexicon.of_file(file)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.txt"):
        Lexicon.of_file(tmp_path / "none.txt")


def test_any_words_are_a_list(word_reader, written):
    for words in (["LTV", "XXX"], {"LTV"}, (word for word in ("LTV", "TTL"))):
        assert word_reader.read(written("LTV"), lexicon=words).text == "LTV"
    with pytest.raises(ConfigError, match="got 3"):
        Lexicon(["a", 3])


def test_the_lines_of_an_open_file_are_its_words(tmp_path):
    file = tmp_path / "words.txt"
    file.write_text("Oslo\n\n \t\n  New  York \n")
    with file.open() as lines:
        words = Lexicon(lines.readlines(), whole=True)
    assert len(words) == 2
    assert [words.holds(word) for word in ("Oslo", "NewYork", "")] == [True, True, False]
    assert words.entries("NewYork") == ("New York",)
    with pytest.raises(ConfigError, match="got none"):
        Lexicon(["\n", " "])


def test_a_word_that_cannot_be_read_is_told_beforehand_and_with_every_reading(word_reader, written):
    words = Lexicon(["LTV", "LTVÄ", "ЛТВ"])
    assert [one.code for one in word_reader.check(lexicon=words)] == ["words_left_out"]
    reading = word_reader.read(written("LTV"), lexicon=words)
    assert reading.text == "LTV"
    assert "ЛТВ" in reading.trail.warnings[-1].message
    assert word_reader.read(written("LTV")).trail.warnings == ()


def test_a_letter_with_an_accent_is_read_by_what_stands_for_it(word_reader, written):
    reading = word_reader.read(written("LTV"), lexicon=["ĽŤV"])
    assert (reading.text, [glyph.text for glyph in reading.glyphs]) == ("ĽŤV", list("LTV"))
