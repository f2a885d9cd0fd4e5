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
