"""A language model: what follows what, the same after saving, damaged files refused."""

import gzip
import json
import math

import pytest

from inkread.errors import ConfigError
from inkread.words import language_model
from inkread.words.language_model import LanguageModel, languages

TEXT = "the cat sat on the mat and the rat sat on the hat " * 3


def test_what_followed_often_is_likelier_than_what_never_did():
    model = LanguageModel.of(TEXT)
    assert model.log_probability("th", "e") > model.log_probability("th", "a") > -math.inf


def test_case_and_digits_are_left_to_the_picture():
    model = LanguageModel.of("In 1987 the 24 cats")
    assert model.log_probability("T", "H") == model.log_probability("t", "h")
    assert model.log_probability("1", "9") == model.log_probability("1", "3")


@pytest.mark.parametrize("before", ["", "s", "the sa", "zzz ", "SAT", "1"])
def test_many_characters_at_once_are_as_likely_as_one_by_one(before):
    model, chars = LanguageModel.of("she sat and said so 15 times " * 3), tuple("sStad e0179ß")
    expected = [model.log_probability(before, char) for char in chars]
    assert model.log_probabilities(before, chars).tolist() == pytest.approx(expected)


def test_probabilities_after_a_text_sum_to_at_most_one():
    model = LanguageModel.of(TEXT)
    chars = "abcdefghijklmnopqrstuvwxyz .,-"
    assert 0.9 < sum(math.exp(model.log_probability("sa", char)) for char in chars) <= 1.0


def test_a_saved_model_says_the_same_and_has_the_same_bytes(tmp_path):
    model = LanguageModel.of(TEXT, order=4)
    model.save(tmp_path / "one.gz")
    LanguageModel.of(TEXT, order=4).save(tmp_path / "other.gz")
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "other.gz").read_bytes()
    again = LanguageModel.of_file(tmp_path / "one.gz")
    assert again.log_probability("the ca", "t") == model.log_probability("the ca", "t")
    assert len(again) == len(model)


def test_a_model_that_could_not_be_read_again_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(language_model, "LONGEST_FILE", 400)
    with pytest.raises(ConfigError, match="lower --order"):
        LanguageModel.of(TEXT).save(tmp_path / "large.gz")
    assert list(tmp_path.iterdir()) == []
    LanguageModel.of(TEXT, order=1).save(tmp_path / "small.gz")
    assert len(LanguageModel.of_file(tmp_path / "small.gz")) == 1


def test_any_text_will_do_as_a_model(tmp_path):
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    assert len(LanguageModel.of_file(tmp_path / "text.txt")) == len(LanguageModel.of(TEXT))


def test_english_ships():
    assert "english" in languages()
    english = LanguageModel.of_file("english")
    assert english.log_probability("handwritin", "g") > -0.1
    assert english.log_probability("letter", "s") > english.log_probability("letter", "x") + 2


@pytest.mark.parametrize(
    "content",
    [
        b"\x1f\x8b broken",
        gzip.compress(b"{}", mtime=0),
        gzip.compress(json.dumps({"format": 99, "order": 3, "counts": {}}).encode(), mtime=0),
        gzip.compress(json.dumps({"format": 1, "order": 3, "counts": {"a": 3}}).encode(), mtime=0),
        b"\xff\xfe\x00",
        b"  ",
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path, content):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ConfigError, match="expected a"):
        LanguageModel.of_file(tmp_path / "model")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere: expected .* english ships"):
        LanguageModel.of_file(tmp_path / "nowhere")
