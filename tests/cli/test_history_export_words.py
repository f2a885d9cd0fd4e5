"""`inkread history export --words`: what was corrected of words and lines comes out as a set of words."""

import json
import os
import stat

import numpy as np
import pytest
from PIL import Image

from inkread.datasets.word_set import read_word_set
from inkread.history.pictures import Pictures
from inkread.preprocess.decode import decode


@pytest.fixture
def keep(inkread, images, drawing, tiny_folder, tmp_path, monkeypatch):
    """Keeps a reading of a picture, of `L T` unless another one is named, and returns its id."""
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "kept" / "history.db"))
    Image.fromarray(np.hstack([drawing("L"), drawing("T")])).save(images / "word.png")

    def call(name="word.png"):
        options = ["--pattern", "AA"] if name == "word.png" else []
        assert inkread("read", name, *options, "--keep", "--bundle", tiny_folder).code == 0
        return told(inkread("history", "list", "-n", 1, "--json"))["entries"][0]["id"]

    return call


def told(answer):
    """Return the JSON of an answer."""
    return json.loads(answer.out)


def test_corrected_words_are_a_set_of_words(inkread, keep, tmp_path):
    word = keep()
    inkread("history", "correct", keep("T.png"), "T")
    inkread("history", "correct", word, "L T")
    one, two = tmp_path / "out" / "one.zip", tmp_path / "two.zip"
    assert inkread("history", "export", "--words", one).out == f"{one}: 1 line of 1 reading\n"
    answer = told(inkread("history", "export", "--words", two, "--json"))
    assert answer == {"file": str(two), "form": "words", "entries": 1, "lines": 1, "left_out": 0}
    assert one.read_bytes() == two.read_bytes()
    (sample,) = read_word_set(one)
    assert sample.text == "L T"
    assert decode(sample.image).grey.shape == (120, 240)
    measured = told(inkread("words", "evaluate", one, "--json"))
    assert [one["reference"] for one in measured["texts"]] == ["L T"]


def test_a_set_of_words_says_what_is_left_out(inkread, keep, tmp_path):
    inkread("history", "correct", keep(), "LT")
    inkread("history", "correct", keep(), "L\nT")
    words = inkread("history", "export", "--words", tmp_path / "set.zip").out
    assert words.endswith(
        "1 line of 2 readings; 1 left out, whose lines in the picture are not surely those of the text\n"
    )


def test_a_set_of_no_words_is_refused(inkread, keep, tmp_path):
    inkread("history", "correct", keep("T.png"), "T")
    keep()
    refused = inkread("history", "export", "--words", tmp_path / "out" / "set.zip")
    assert "correct some first" in refused.err
    assert not (tmp_path / "out").exists()
    assert inkread("history", "export", "--words", tmp_path / "set.zip", "--unchecked").code == 0
    assert inkread("history", "export", "--words", tmp_path / "set.csv").code == 2


def test_a_set_of_nothing_but_texts_of_other_lines_says_so(inkread, keep, tmp_path):
    inkread("history", "correct", keep(), "L\nT")
    refused = inkread("history", "export", "--words", tmp_path / "set.zip")
    assert (
        "got 1 whose lines in the picture are not surely those of the text; correct them line by line"
        in refused.err
    )
    assert refused.err.count("\n") == 1


def test_trouble_of_the_kept_pictures_is_not_blamed_on_the_file(inkread, keep, tmp_path, monkeypatch):
    for _ in range(2):
        inkread("history", "correct", keep(), "L T")
    read, times = Pictures.read, []

    def failing(self, entry_id):
        times.append(entry_id)
        if len(times) > 1:
            raise OSError(5, "Input/output error")
        return read(self, entry_id)

    monkeypatch.setattr(Pictures, "read", failing)
    failed = inkread("history", "export", "--words", tmp_path / "set.zip")
    assert (failed.code, "choose another FILE" in failed.err) == (1, False)
    assert not (tmp_path / "set.zip").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_nobody_else_may_read_a_set_of_words(inkread, keep, tmp_path):
    keep()
    assert inkread("history", "export", "--words", tmp_path / "set.zip", "--unchecked").code == 0
    assert stat.S_IMODE((tmp_path / "set.zip").stat().st_mode) == 0o600
