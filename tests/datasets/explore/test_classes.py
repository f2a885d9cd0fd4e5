"""Imbalance is named in words, with its figures and what to do."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.explore.classes import ClassFacts, advice, class_facts, verdict


def facts(*counts: int) -> ClassFacts:
    return ClassFacts(tuple("abcdefghij"[: len(counts)]), np.array(counts))


@pytest.mark.parametrize(
    ("counts", "word"),
    [((100, 100), "Even:"), ((200, 100), "Slightly uneven:"), ((900, 100), "Uneven:"), ((2000, 100), "Very")],
)
def test_the_word_follows_the_ratio(counts, word):
    assert verdict(facts(*counts)).startswith(word)


def test_entropy_is_one_where_all_is_even_and_falls_with_the_ratio():
    assert facts(70, 70, 70).entropy == pytest.approx(1.0)
    assert facts(70, 70, 70).effective == pytest.approx(3.0)
    assert 0 < facts(1000, 1, 1).entropy < 0.05


def test_rare_classes_are_named_fewest_first_and_empty_ones_apart():
    found = facts(1000, 20, 900, 0, 10)
    assert (found.rare, found.empty) == (("e", "b"), ("d",))
    said = " ".join(advice(found))
    assert "No image of d" in said
    assert "Rare, with less than a third of an even share: e, b." in said
    assert "Fewer than 50 images of b, e" in said


def test_an_even_set_needs_no_advice():
    assert advice(facts(100, 110)) == ()


@pytest.mark.parametrize(
    ("counts", "word"), [((5,), "One class"), ((0, 7), "One class"), ((0, 0), "No class")]
)
def test_a_set_with_nothing_to_tell_apart_says_so(counts, word):
    found = facts(*counts)
    assert verdict(found).startswith(word)
    assert found.ratio == 1.0


def test_the_majority_is_what_always_answering_it_scores():
    assert facts(75, 25).majority == 0.75


def test_counts_follow_the_charset():
    found = class_facts(np.array([0, 2, 2]), Charset(tuple("xyz")))
    assert found.to_dict()["counts"] == {"x": 1, "y": 0, "z": 2}
