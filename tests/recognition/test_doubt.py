"""What is no character is refused, as far as a plain rule goes; people's characters are kept."""

import sys
from pathlib import Path

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.preprocess.contract import preprocess
from inkread.recognition.doubt import NO_CHARACTER, num_choices, refusal_of
from inkread.recognition.reader import Reader

sys.path.insert(0, str(Path(__file__).parent))
from garbage import MOSTLY_REFUSED, SOMETIMES_REFUSED

DRAWN = 20  # of each kind


@pytest.fixture(scope="module")
def reader():
    return Reader()


def refused(reader, kind):
    """Return the share of drawings that are refused, and the codes."""
    rng = np.random.default_rng(5)
    readings = reader.read_many([kind(rng) for _ in range(DRAWN)])
    codes = [reading.refusal.code for reading in readings if reading.refusal]
    return len(codes) / DRAWN, set(codes)


@pytest.mark.parametrize("kind", MOSTLY_REFUSED.values(), ids=list(MOSTLY_REFUSED))
def test_most_drawings_that_are_no_character_are_refused(reader, kind):
    share, codes = refused(reader, kind)
    assert share >= 0.8
    assert codes <= {"no_character", "several_marks"}


@pytest.mark.parametrize("kind", SOMETIMES_REFUSED.values(), ids=list(SOMETIMES_REFUSED))
def test_what_looks_like_writing_is_refused_now_and_then(reader, kind):
    assert refused(reader, kind)[0] > 0


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["drawn62-dev", "photos62-dev"])
def test_people_s_own_characters_are_kept(reader, real_data, name):
    from inkread.evaluation.suites import standard_set

    images = standard_set(name, real_data).images[::5]
    readings = reader.read_many(images)
    assert sum(reading.refusal is None for reading in readings) / len(images) >= 0.975  # 0.98 of all of them


def test_two_characters_side_by_side_are_refused(reader, drawing):
    pair = np.hstack([drawing("L"), drawing("V")])
    assert reader.read(pair).refusal.code == "several_marks"


def test_an_empty_page_is_refused_as_blank(reader):
    reading = reader.read(np.full((60, 60), 250, np.uint8))
    assert (reading.refusal.code, reading.set) == ("blank", ())


def test_a_character_that_was_not_asked_for_is_refused(reader, drawing):
    assert reader.read(drawing("T")).refusal is None
    restricted = Reader(reader.bundle, charset="digits")
    assert restricted.read(drawing("T")).refusal.code == "not_in_charset"
    assert restricted.read(drawing("7")).refusal is None


def test_a_charset_that_folds_takes_nothing_away(reader, drawing):
    assert Reader(reader.bundle, charset="caseless").read(drawing("T")).refusal is None


def test_an_answer_among_too_many_is_none():
    prepared = preprocess(np.pad(np.zeros((40, 8), np.uint8), 20, constant_values=255))
    even = np.full(62, 1 / 62)
    sure = np.array([0.99, *[0.01 / 61] * 61])
    assert refusal_of(prepared, even, asked_share=1.0) is NO_CHARACTER
    assert refusal_of(prepared, sure, asked_share=1.0) is None


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_two_choices_are_never_too_many(count):
    prepared = preprocess(np.pad(np.zeros((40, 8), np.uint8), 20, constant_values=255))
    undecided = np.zeros(count)
    undecided[:2] = 1 / min(2, count)
    assert refusal_of(prepared, undecided, asked_share=1.0) is None


def test_even_probabilities_are_as_many_choices():
    assert num_choices(np.full(7, 1 / 7)) == pytest.approx(7)


def test_a_glyph_that_was_framed_already_is_judged_too(reader, drawing):
    glyph = reader.read(drawing("X")).glyph
    assert reader.read(glyph).refusal is None
    assert Charset.parse("byclass").holds(reader.read(glyph).text)
