"""A language model: what follows what, the same after saving, damaged files refused."""

import io
import math
import pickle

import numpy as np
import pytest

from inkread.errors import ConfigError
from inkread.words import language_file
from inkread.words.language_model import LanguageModel, languages

TEXT = "the cat sat on the mat and the rat sat on the hat " * 3


def test_what_followed_often_is_likelier_than_what_never_did():
    model = LanguageModel.of(TEXT)
    assert model.log_probability("th", "e") > model.log_probability("th", "a") > -math.inf


def test_another_process_gets_the_same_model():
    model = LanguageModel.of(TEXT)
    told = model.log_probability("th", "e")
    sent = pickle.loads(pickle.dumps(model))
    assert (sent.log_probability("th", "e"), sent.packed()) == (told, model.packed())


def test_digits_are_left_to_the_picture():
    model = LanguageModel.of("In 1987 the 24 cats")
    assert model.log_probability("1", "9") == model.log_probability("1", "3")


def test_capitals_begin_words_and_stand_together():
    model = LanguageModel.of(
        "Cats and dogs of the USA and of the UK live in Houses, cats of Rome in streets. " * 5
    )
    assert model.log_probability("ca", "t") > model.log_probability("ca", "T") + 3
    assert model.log_probability("US", "A") > model.log_probability("US", "a")
    begins, within = (
        model.log_probability(before, "C") - model.log_probability(before, "c") for before in ("", "a")
    )
    assert begins > within + 2


def test_each_order_is_smoothed_by_the_one_below():
    model = LanguageModel.of("ab ac", order=2)  # counted as " ab ac "
    nothing = 1 / 100
    alone = {"a": (2 + 4 * nothing) / (7 + 4), "b": (1 + 4 * nothing) / (7 + 4)}
    expected = {"a": 2 * alone["a"] / (2 + 2), "b": (1 + 2 * alone["b"]) / (2 + 2)}
    small, capital = 3 / 4, 1 / 4  # two small letters behind small ones, and one of each more
    found = np.exp(model.log_probabilities("a", ("b", "B", "a", "é")))
    told = [small * expected["b"], capital * expected["b"], small * expected["a"]]
    assert found[:3] == pytest.approx(told)
    assert math.exp(model.log_probability("a", "b")) == pytest.approx(told[0])
    assert found[3] == pytest.approx(small * 2 * (4 * nothing / 11) / 4)


def test_probabilities_after_a_text_sum_to_at_most_one():
    model = LanguageModel.of(TEXT)
    chars = "abcdefghijklmnopqrstuvwxyz .,-"
    assert 0.9 < sum(math.exp(model.log_probability("sa", char)) for char in chars) <= 1.0


def test_a_saved_model_says_the_same_and_has_the_same_bytes(tmp_path):
    model = LanguageModel.of(TEXT, order=4)
    model.save(tmp_path / "one.npz")
    LanguageModel.of(TEXT, order=4).save(tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    again = LanguageModel.of_file(tmp_path / "one.npz")
    assert again.log_probability("the ca", "t") == model.log_probability("the ca", "t")
    assert len(again) == len(model)


def test_a_model_that_could_not_be_read_again_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(language_file, "LONGEST_FILE", 5000)
    with pytest.raises(ConfigError, match="lower --order"):
        LanguageModel.of(TEXT).save(tmp_path / "large.npz")
    assert list(tmp_path.iterdir()) == []
    LanguageModel.of(TEXT, order=1).save(tmp_path / "small.npz")
    assert len(LanguageModel.of_file(tmp_path / "small.npz")) == 1


def test_a_file_that_would_unpack_to_too_much_is_refused(tmp_path, monkeypatch):
    LanguageModel.of(TEXT).save(tmp_path / "model.npz")
    monkeypatch.setattr(language_file, "LONGEST_FILE", 4000)
    with pytest.raises(ConfigError, match="more than"):
        LanguageModel.of_file(tmp_path / "model.npz")


def test_a_file_of_an_inkread_before_says_the_same_and_knows_no_words(tmp_path):
    model = LanguageModel.of(TEXT)
    with np.load(io.BytesIO(model.packed())) as held:
        arrays = {name: part for name, part in held.items() if name in language_file.OF_CHARACTERS}
    np.savez(tmp_path / "old.npz", **{**arrays, "format": np.array(language_file.WITHOUT_WORDS)})
    old = LanguageModel.of_file(tmp_path / "old.npz")
    assert (old.num_words, model.num_words) == (0, 8)
    assert old.log_probability("th", "e") == model.log_probability("th", "e")
    assert old.word_log_probabilities("th", ("e",)).tolist() == [-math.inf]


def test_known_words_have_capitals_where_texts_have_them():
    model = LanguageModel.of("A cat sat. The cat sat. " * 5)
    small, capital = model.word_log_probabilities("The c", ("a", "A"))
    assert small > capital + 2
    assert model.word_log_probabilities("The C", ("a",)) > small - 0.5


def test_any_text_will_do_as_a_model(tmp_path):
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    assert len(LanguageModel.of_file(tmp_path / "text.txt")) == len(LanguageModel.of(TEXT))


def test_english_ships():
    assert "english" in languages()
    english = LanguageModel.of_file("english")
    assert english.log_probability("handwritin", "g") > -0.1
    assert english.log_probability("letter", "s") > english.log_probability("letter", "x") + 2
    known, unknown = english.word_log_probabilities("a reductio", ("n", "m"))
    assert known > -0.1
    assert unknown == -math.inf


def damaged(**changes):
    """Return the file of a small model with some of its arrays changed, or left out where None."""
    content = io.BytesIO(LanguageModel.of("ab ac", order=2).packed())
    with np.load(content) as arrays:
        parts = {**dict(arrays), **changes}
    made = io.BytesIO()
    np.savez(made, **{name: part for name, part in parts.items() if part is not None})
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 broken",
        LanguageModel.of("ab ac").packed()[:-40],
        damaged(nums=None),
        damaged(format=np.array(99)),
        damaged(chars=np.array([0.5])),
        damaged(chars=np.array([99] * 12, np.int32)),
        damaged(ends=np.array([1, 0, 3, 4], np.int32)),
        damaged(contexts=np.array(["b", "a"])),
        damaged(cases=np.zeros((2, 2), int)),
        damaged(alphabet=np.array([{}], dtype=object)),
        b"\xff\xfe\x00",
        b"  ",
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path, content):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ConfigError, match="expected a"):
        LanguageModel.of_file(tmp_path / "model")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere: expected .*, got no such file; .* ships: english"):
        LanguageModel.of_file(tmp_path / "nowhere")


def test_a_damaged_model_is_refused_or_reads_as_before(tmp_path):
    content = LanguageModel.of("the then they this that " * 30).packed()
    rng = np.random.default_rng(0)
    refused = 0
    for _ in range(400):
        changed = bytearray(content)
        for place in rng.integers(4, len(content), rng.integers(1, 4)):
            changed[place] = rng.integers(256)
        (tmp_path / "model.npz").write_bytes(changed)
        try:
            model = LanguageModel.of_file(tmp_path / "model.npz")
        except ConfigError:
            refused += 1
        else:
            assert np.isfinite(model.log_probability("th", "e"))
    assert refused > 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("order", order) for order in (np.array(0), np.array([2, 2]), np.array(-3), np.array(2.0))),
        *(("ends", ends) for ends in (np.array(3), np.array([[1, 2]]))),
        ("contexts", np.array([["a"]])),
        ("cases", np.full((4, 2), 2**62)),
        ("alphabet", np.array(["a", "b"])),
    ],
)
def test_arrays_that_no_model_has_are_refused(tmp_path, name, value):
    LanguageModel.of("the then they").save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz") as held:
        arrays = dict(held)
    np.savez(tmp_path / "model.npz", **{**arrays, name: value})
    with pytest.raises(ConfigError, match="expected a language model"):
        LanguageModel.of_file(tmp_path / "model.npz")


def test_nobody_knows_whether_a_picture_begins_with_a_capital():
    model = LanguageModel.of("a cat and a dog live in a house " * 5)
    assert model.log_probability("", "C") == pytest.approx(model.log_probability("", "c"))
    assert model.log_probability("a ", "C") < model.log_probability("a ", "c") - 3
