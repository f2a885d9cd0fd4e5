"""What is no character is refused, with the reason; people's characters are kept."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.errors import ConfigError
from inkread.evaluation.garbage import KINDS, images_of
from inkread.preprocess.cautions import BLANK, SEVERAL
from inkread.preprocess.contract import preprocess
from inkread.recognition.doubt import NO_CHARACTER, NOT_ASKED_FOR, NOT_SURE, Evidence, refusal_of
from inkread.recognition.plain_rule import is_no_character, num_choices
from inkread.recognition.reader import Reader

DRAWN = 10  # of each kind
WRITTEN = np.zeros((1, 28, 28), np.uint8)
WRITTEN[:, 4:24, 12:15] = 255
FAMILIES = ("blank paper", "noise", "photograph", "pattern")
PLAIN = [kind for kind in KINDS if kind.family in FAMILIES]


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.name)
def test_most_of_what_nobody_wrote_is_refused(reader, kind):
    readings = reader.read_many(list(images_of(kind, WRITTEN, num=DRAWN, seed=5)))
    codes = [reading.refusal.code for reading in readings if reading.rejected]
    assert len(codes) >= 0.8 * DRAWN
    assert set(codes) <= {"blank", "no_character", "several_marks"}


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["drawn62-dev", "photos62-dev"])
def test_people_s_own_characters_are_kept(reader, real_data, name):
    from inkread.evaluation.suites import standard_set

    images = standard_set(name, real_data).images[::8]
    readings = reader.read_many(images)
    assert sum(not reading.rejected for reading in readings) / len(images) >= 0.92  # 0.95 of all of them


def test_two_characters_side_by_side_are_refused(reader, drawing):
    pair = np.hstack([drawing("L"), drawing("V")])
    assert reader.read(pair).refusal is SEVERAL


def test_an_empty_page_is_refused_as_blank(reader):
    reading = reader.read(np.full((60, 60), 250, np.uint8))
    assert (reading.refusal, reading.rejected, reading.set) == (BLANK, True, ())


def test_a_character_that_was_not_asked_for_is_refused(reader, drawing):
    assert reader.read(drawing("T")).refusal is None
    restricted = Reader(reader.bundle, charset="digits")
    assert restricted.read(drawing("T")).refusal is NOT_ASKED_FOR
    assert restricted.read(drawing("7")).refusal is None


def test_a_charset_that_folds_takes_nothing_away(reader, drawing):
    assert Reader(reader.bundle, charset="caseless").read(drawing("T")).refusal is None


def test_an_answer_below_the_confidence_asked_for_is_refused_as_not_sure(reader, drawing):
    confidence = reader.read(drawing("X")).confidence
    strict = Reader(reader.bundle, abstain_below=min(1.0, confidence + 1e-9))
    assert strict.read(drawing("X")).refusal is NOT_SURE
    assert strict.read(drawing("X")).text == "X"
    assert Reader(reader.bundle, abstain_below=confidence).read(drawing("X")).refusal is None


@pytest.mark.parametrize("least", [-0.1, 1.5, "much", float("nan")])
def test_a_least_confidence_that_is_none_is_refused(reader, least):
    with pytest.raises(ConfigError, match="expected abstain_below as a number from 0 to 1"):
        Reader(reader.bundle, abstain_below=least)


@pytest.mark.parametrize(
    ("evidence", "refusal"),
    [
        (Evidence(is_character=False, asked_share=0.0, confidence=0.1), NO_CHARACTER),
        (Evidence(is_character=True, asked_share=0.001, confidence=0.1), NOT_ASKED_FOR),
        (Evidence(is_character=True, asked_share=0.5, confidence=0.1), NOT_SURE),
        (Evidence(is_character=True, asked_share=0.5, confidence=0.9), None),
    ],
)
def test_the_gravest_reason_is_told(drawing, evidence, refusal):
    assert refusal_of(preprocess(drawing("1")), evidence, abstain_below=0.9) is refusal


def test_the_plain_rule_refuses_an_answer_among_too_many():
    prepared = preprocess(np.pad(np.zeros((40, 8), np.uint8), 20, constant_values=255))
    assert is_no_character(prepared, np.full(62, 1 / 62))
    assert not is_no_character(prepared, np.array([0.99, *[0.01 / 61] * 61]))


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_two_choices_are_never_too_many_for_the_plain_rule(count):
    prepared = preprocess(np.pad(np.zeros((40, 8), np.uint8), 20, constant_values=255))
    undecided = np.zeros(count)
    undecided[:2] = 1 / min(2, count)
    assert not is_no_character(prepared, undecided)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name in ("even noise", "hatching", "spiral")]
)
def test_the_plain_rule_knows_ink_and_outline(kind):
    sure = np.array([0.99, *[0.01 / 61] * 61])
    made = [preprocess(image) for image in images_of(kind, WRITTEN, num=DRAWN, seed=5)]
    assert sum(is_no_character(one, sure) for one in made) >= DRAWN / 2


def test_even_probabilities_are_as_many_choices():
    assert num_choices(np.full(7, 1 / 7)) == pytest.approx(7)


def test_a_glyph_that_was_framed_already_is_judged_too(reader, drawing):
    glyph = reader.read(drawing("X")).glyph
    assert reader.read(glyph).refusal is None
    assert Charset.parse("byclass").holds(reader.read(glyph).text)
