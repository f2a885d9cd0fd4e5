"""A line looked at upright and slanted: the mean probability of its texts, and which lines that is worth."""

import itertools
import math

import numpy as np
import pytest

from inkread import WordReader
from inkread.charset import Charset
from inkread.words import connected
from inkread.words.ctc import log_probabilities
from inkread.words.language_model import LanguageModel
from inkread.words.slants import SLANTS, mean_log_probabilities, slanted

TEXTS = ([], [1], [2, 1], [1, 1], [1, 2, 1])


def frames_of(seed, count=5):
    """Return frames by chance, logarithms of probabilities, axes (frames, 3)."""
    return log_probabilities(np.random.default_rng(seed).normal(0, 2, (count, 3)).astype(np.float32))


def summed_paths(frames, labels):
    """Return the probability of a text, by looking at every path."""
    total = 0.0
    for path in itertools.product(range(3), repeat=len(frames)):
        if [label for label, _ in itertools.groupby(path) if label] == labels:
            total += math.exp(sum(float(frames[place, label]) for place, label in enumerate(path)))
    return total


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_text_has_the_mean_of_its_probabilities_in_all_views(count):
    views = [frames_of(seed, count) for seed in range(3)]
    found = np.exp(mean_log_probabilities(views, TEXTS))
    expected = [np.mean([summed_paths(frames, text) for frames in views]) for text in TEXTS]
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_long_lines_do_not_run_out_of_small_numbers():
    frames = np.full((3000, 3), math.log(1 / 3), np.float32)
    found = mean_log_probabilities([frames], [[1, 2]])
    # The text's characters and the blanks around them end at four of 3,000 places.
    assert found[0] == pytest.approx(3000 * math.log(1 / 3) + math.log(math.comb(3002, 4)), rel=1e-3)


def test_a_slanted_line_keeps_its_size_and_its_middle():
    line = np.zeros((32, 40), np.uint8)
    line[2:30, 20] = 255
    leaning = slanted(line, 0.25)
    assert leaning.shape == line.shape
    places = [int(np.argmax(leaning[row])) for row in (2, 16, 29)]
    assert places[0] > places[1] == 20 > places[2] or places[0] < places[1] == 20 < places[2]
    assert abs(places[0] - 20) == pytest.approx(0.25 * 14, abs=1)


@pytest.fixture
def looks(tiny_bundle, make_line_bundle, monkeypatch):
    """Counts how often the network of lines looks at a picture."""
    seen = []
    original = connected.LineSession.frames

    def counted(self, line):
        seen.append(line.shape)
        return original(self, line)

    monkeypatch.setattr(connected.LineSession, "frames", counted)

    def look(picture, *, temperature=1.0, stroke="I", **asked):
        seen.clear()
        bundle = make_line_bundle(temperature=temperature, charset=Charset(("-", stroke)))
        reading = WordReader(tiny_bundle, mode="connected", connected=bundle).read(picture, **asked)
        return reading, len(seen)

    return look


def test_only_unsure_lines_are_looked_at_slanted_too(looks, bars):
    told = LanguageModel.of("i-i " * 20)
    sure, once = looks(bars("I-I"), language=told)
    unsure, more = looks(bars("I-I"), language=told, temperature=1000.0)
    assert (sure.text, sure.confidence > connected.SURE, once) == ("I-I", True, 1)
    assert (unsure.text, more) == ("I-I", 1 + len(SLANTS))


def test_small_letters_alone_are_looked_at_again_and_those_of_a_page_are_not(looks, bars):
    alone, more = looks(bars("I-I"), temperature=1000.0, stroke="l")
    page, once = looks(bars("I-I"), temperature=1000.0, stroke="l", lines=True)
    assert (alone.text, more, page.text, once) == ("l-l", 1 + len(SLANTS), "l-l", 1)


def test_capitals_are_looked_at_once_where_nothing_is_known_of_them(looks, bars):
    reading, once = looks(bars("I-I"), temperature=1000.0)
    assert (reading.text, once) == ("I-I", 1)


def test_what_follows_a_pattern_is_looked_at_once(looks, bars):
    reading, once = looks(bars("I-I"), temperature=1000.0, pattern="I-I|II-")
    assert (reading.text, once) == ("I-I", 1)


def test_long_lines_are_looked_at_once(looks, bars):
    told = LanguageModel.of("i-i " * 20)
    reading, once = looks(bars("I-" * 20), language=told, temperature=1000.0)
    assert (reading.text, once) == ("I-" * 20, 1)
