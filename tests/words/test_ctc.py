"""From frames to texts: best path, all paths together, and which frames a character was read from."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inkread.words.alignment import aligned
from inkread.words.automaton import AnyText
from inkread.words.ctc import BLANK, best_path, log_probabilities
from inkread.words.lexicon import Lexicon
from inkread.words.prefix_beam import SURE_BLANK, PrefixSearch

GRAPHEMES = ("a", "b")


def frames_of(seed, count=5):
    """Return frames by chance, logarithms of probabilities, axes (frames, 3)."""
    return log_probabilities(np.random.default_rng(seed).normal(0, 2, (count, 3)).astype(np.float32))


def collapsed(labels):
    merged = [label for label, _ in itertools.groupby(labels)]
    return "".join(GRAPHEMES[label - 1] for label in merged if label != BLANK)


def summed_paths(frames):
    """Return the probability of every text, by looking at every path."""
    found = {}
    for labels in itertools.product(range(3), repeat=len(frames)):
        weight = math.exp(sum(float(frames[place, label]) for place, label in enumerate(labels)))
        text = collapsed(labels)
        found[text] = found.get(text, 0.0) + weight
    return found


def search(allowed=None, *, width=None, outlook=None):
    return PrefixSearch(GRAPHEMES, allowed or AnyText(GRAPHEMES), outlook, width, -math.inf)


@given(seed=st.integers(0, 1000))
def test_without_a_width_every_text_has_the_weight_of_all_its_paths(seed):
    frames = frames_of(seed)
    assume(frames[:, BLANK].max() <= SURE_BLANK)  # beyond, the search takes a frame for empty
    expected = {text: weight for text, weight in summed_paths(frames).items() if text}
    found = {one.text: math.exp(one.score) for one in search().texts(frames)}
    assert found == pytest.approx(expected, rel=1e-4)


def test_probabilities_of_all_texts_sum_to_one():
    assert sum(summed_paths(frames_of(3)).values()) == pytest.approx(1.0, abs=1e-5)


def test_a_narrow_beam_keeps_the_likeliest_text():
    assert search(width=3).texts(frames_of(1, 9))[0].text == search().texts(frames_of(1, 9))[0].text


@given(seed=st.integers(0, 1000))
def test_only_words_of_a_lexicon_come_out(seed):
    lexicon = Lexicon(["ab", "bab"])
    assert all(lexicon.holds(one.text) for one in search(lexicon).texts(frames_of(seed)))


def test_an_outlook_turns_a_tie():
    frames = np.log(np.array([[0.02, 0.49, 0.49]], np.float32))
    found = search(outlook=lambda _text: np.array([0.0, 0.1])).texts(frames)
    assert found[0].text == "b"


def test_an_outlook_looks_at_the_text_so_far():
    frames = np.log(np.full((9, 3), 1 / 3, np.float32))
    found = search(width=20, outlook=lambda text: np.array([0.0, 9.0] if text in ("", "b") else [-9.0, -9.0]))
    assert found.texts(frames)[0].text == "bb"


def test_a_frame_in_which_nothing_is_likely_enough_leaves_texts_as_they_are():
    frames = np.log(np.array([[0.01, 0.98, 0.01], [0.9, 0.05, 0.05]], np.float32))
    found = PrefixSearch(GRAPHEMES, AnyText(GRAPHEMES), None, 5, math.log(0.5)).texts(frames)
    assert [(one.text, round(math.exp(one.score), 3)) for one in found] == [("a", 0.882)]


def test_a_long_line_needs_more_texts_than_there_was_room_for():
    frames = frames_of(2, 120)
    assert len(search(width=40).texts(frames)) == 40


def test_the_best_path_joins_equal_labels_and_parts_them_at_a_blank():
    path = [1, 1, 0, 1, 2, 2, 0]
    frames = np.log(np.eye(3, dtype=np.float32)[path] * 0.9 + 0.03)
    assert best_path(frames, GRAPHEMES) == "aab" == collapsed(path)


def test_characters_are_found_in_their_frames():
    path = [0, 1, 1, 0, 1, 2, 2, 0]
    frames = np.log(np.eye(3, dtype=np.float32)[path] * 0.9 + 0.03)
    assert aligned(frames, [1, 1, 2]) == [(1, 3), (4, 5), (5, 7)]


def test_a_text_longer_than_its_frames_is_nowhere():
    assert aligned(frames_of(0, 2), [1, 1, 2]) == []


def test_one_character_in_one_frame():
    assert aligned(frames_of(0, 1), [2]) == [(0, 1)]
