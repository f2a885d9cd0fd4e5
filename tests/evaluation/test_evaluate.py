"""Figures of a set under each charset, from one pass through the network."""

from types import SimpleNamespace

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Samples
from inkread.errors import CharsetError, DataError
from inkread.evaluation.evaluate import evaluate, evaluate_framed
from inkread.recognition.reader import Reader

BYCLASS = NAMED["byclass"]
FAKE = SimpleNamespace(name="fake", charset=BYCLASS, doubt=None, temperature=1.0)


def samples(text: str, charset: Charset = BYCLASS) -> Samples:
    """Return one sample for each character of `text`; the pixels do not matter."""
    labels = np.array([charset.encode(grapheme) for grapheme in text], np.int64)
    return Samples("written", np.ones((len(text), 28, 28), np.uint8), labels, charset)


def answering(*rows: dict[str, float]) -> SimpleNamespace:
    """Return a reader that gives these probabilities, the rest spread thinly, whatever it sees."""
    table = np.full((len(rows), 62), 1e-6)
    for row, given in zip(table, rows, strict=True):
        for grapheme, probability in given.items():
            row[BYCLASS.encode(grapheme)] = probability
    table /= table.sum(axis=1, keepdims=True)
    return SimpleNamespace(bundle=FAKE, charset=BYCLASS, probabilities=lambda _: table)


def test_case_counts_only_where_it_is_told_apart():
    written = samples("oO")
    found = evaluate_framed(answering({"O": 0.9}, {"O": 0.9}), written, written.images)
    assert found.score("byclass").accuracy == 0.5
    assert found.score("balanced").accuracy == 1.0
    assert found.score("caseless").accuracy == 1.0


def test_graphemes_that_fold_add_their_probabilities():
    written = samples("O")
    found = evaluate_framed(answering({"0": 0.4, "o": 0.3, "O": 0.3}), written, written.images)
    assert found.score("byclass").accuracy == 0.0
    assert found.score("caseless").accuracy == 1.0


def test_a_known_kind_counts_only_its_samples_and_allows_only_its_answers():
    written = samples("0O5")
    reader = answering({"O": 0.8, "0": 0.2}, {"0": 0.8, "O": 0.2}, {"S": 0.9, "5": 0.1})
    found = evaluate_framed(reader, written, written.images)
    digits = found.score("digits")
    assert (digits.n, digits.accuracy) == (2, 1.0)
    assert found.score("byclass").accuracy == 0.0
    assert found.score("byclass").top_2 == 1.0
    assert (found.score("upper").n, found.score("upper").accuracy) == (1, 1.0)


def test_blank_images_count_as_wrong():
    written = samples("07")
    glyphs = np.zeros((2, 28, 28), np.uint8)
    glyphs[1, 5:20, 14] = 255
    found = evaluate_framed(answering({"0": 1.0}, {"7": 1.0}), written, glyphs)
    assert found.num_blank == 1
    assert found.score("byclass").num_right == 1


def test_confusions_name_what_was_written_and_read():
    written = samples("111l")
    found = evaluate_framed(
        answering({"l": 0.9}, {"l": 0.9}, {"1": 0.9}, {"I": 0.9}), written, written.images
    )
    pairs = [(pair.true, pair.read, pair.count) for pair in found.score("byclass").confusions]
    assert pairs == [("1", "l", 2), ("l", "I", 1)]


def test_confidence_is_kept_through_the_charsets():
    written = samples("0")
    found = evaluate_framed(answering({"0": 0.75, "O": 0.25}), written, written.images)
    assert found.score("byclass").ece == pytest.approx(0.25, abs=1e-3)


def test_a_charset_without_samples_is_refused():
    written = samples("07")
    with pytest.raises(DataError, match="expected samples of 'upper', got none"):
        evaluate_framed(answering({}, {}), written, written.images, charsets=["upper"])


def test_an_empty_set_is_refused():
    with pytest.raises(DataError, match="expected samples, got none"):
        evaluate_framed(answering(), samples(""), np.zeros((0, 28, 28), np.uint8))


def test_a_charset_that_was_not_evaluated_is_named():
    written = samples("0")
    found = evaluate_framed(answering({"0": 1.0}), written, written.images, charsets=["digits"])
    with pytest.raises(DataError, match="expected a charset among digits, got 'lower'"):
        found.score("lower")


def test_drawings_go_through_the_contract_and_the_network(tiny_bundle, drawing):
    charset = Charset(tuple("17LTVX"))
    drawn = Samples("drawn", [drawing(g, pen=7) for g in "17LTVX"], np.arange(6), charset)
    steps: list[tuple[int, int]] = []
    found = evaluate(
        Reader(tiny_bundle), drawn, charsets=["17LTVX", "17"], progress=lambda *step: steps.append(step)
    )
    assert [(score.n, score.accuracy) for score in found.scores] == [(6, 1.0), (2, 1.0)]
    assert steps == [(6, 6)]


def test_a_charset_the_bundle_cannot_read_is_refused(tiny_bundle, drawing):
    drawn = Samples("drawn", [drawing("7")], np.array([7]), NAMED["digits"])
    with pytest.raises(CharsetError, match="this bundle cannot read it"):
        evaluate(Reader(tiny_bundle), drawn, charsets=["digits"])
