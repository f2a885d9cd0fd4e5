"""Error rates of texts: edits over reference characters, all texts together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.evaluation.text_metrics import num_edits, text_scores

TEXTS = st.text("ab ", max_size=6)


@settings(max_examples=40)
@given(TEXTS, TEXTS, TEXTS)
def test_edits_are_a_distance(a, b, c):
    assert num_edits(a, a) == 0
    assert num_edits(a, b) == num_edits(b, a)
    assert num_edits(a, c) <= num_edits(a, b) + num_edits(b, c)
    assert abs(len(a) - len(b)) <= num_edits(a, b) <= max(len(a), len(b))


def test_long_texts_count_more_than_short_ones():
    scores = text_scores([("abcdefghi", "abcdefghi"), ("x", "y")])
    assert (scores.cer, scores.accuracy, scores.wer) == (0.1, 0.5, 0.5)


def test_nothing_read_is_every_character_lost():
    assert text_scores([("ab c", "")]).cer == 1.0


def test_an_interval_holds_the_share():
    low, high = text_scores([("a", "a")] * 9 + [("a", "b")]).interval
    assert low < 0.9 < high < 1.0


def test_the_rates_have_intervals_that_hold_them_and_narrow_with_more_texts():
    pairs = [("abcd", "abcd")] * 15 + [("abcd", "abxx")] * 5
    few, many = text_scores(pairs), text_scores(pairs * 20)
    for scores in (few, many):
        assert scores.cer_interval[0] < scores.cer == 0.125 < scores.cer_interval[1]
        assert scores.wer_interval[0] < scores.wer == 0.25 < scores.wer_interval[1]
    assert many.cer_interval[1] - many.cer_interval[0] < 0.4 * (few.cer_interval[1] - few.cer_interval[0])
    assert text_scores(pairs) == few
    assert few.to_dict()["cer_interval"] == list(few.cer_interval)


def test_references_without_a_character_are_refused():
    with pytest.raises(ValueError, match="2"):
        text_scores([("", "a"), (" ", "b")])
