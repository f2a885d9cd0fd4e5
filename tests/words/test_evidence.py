"""Candidates' figures, and how few of them the network must be asked about."""

import cv2
import numpy as np
import pytest

from inkread import WordReader
from inkread.preprocess.contract import preprocess_ink
from inkread.preprocess.segment.page import segment
from inkread.recognition.reader import Reader
from inkread.recognition.session import CHUNK
from inkread.words import evidence as evidence_module
from inkread.words.asking import NEAR, Promising
from inkread.words.decode import MOST_PIECES, Decoder
from inkread.words.evidence import Evidence, evidence_of
from inkread.words.lattice import char_scores
from inkread.words.letter_sizes import ASSUMPTIONS
from inkread.words.shape import num_parts
from inkread.words.signs import SIGNS
from inkread.words.wanted import Known, wanted_of

GRAPHEMES = tuple("17LTVX")


@pytest.fixture(scope="module")
def reader(tiny_bundle):
    return Reader(tiny_bundle)


@pytest.fixture
def strip(written):
    ((found,),) = segment(written("LT-V1X", gap=-6), words=False).lines
    return found


@pytest.fixture
def asked(monkeypatch):
    """Counts the glyphs that are prepared for the network."""
    done = []

    def counted(ink, *, contract):
        done.append(ink)
        return preprocess_ink(ink, contract=contract)

    monkeypatch.setattr(evidence_module, "preprocess_ink", counted)
    return done


def test_the_lean_and_spread_of_a_run_are_those_of_its_ink(strip):
    found = Evidence.of(strip, GRAPHEMES)
    for place, (first, last) in enumerate(found.spans.tolist()):
        ink = (strip.ink(first, last) > 127).astype(np.uint8)
        moments = cv2.moments(ink, binaryImage=True)
        lean = moments["mu11"] / moments["mu02"]
        spread = max(0.0, (moments["mu20"] - lean * moments["mu11"]) / moments["m00"]) ** 0.5
        assert found.shapes.lean[place] == pytest.approx(lean, abs=1e-6)
        assert found.shapes.spread[place] * strip.height == pytest.approx(spread, abs=1e-3)
        assert (found.shapes.width[place], found.shapes.height[place]) == pytest.approx(
            (ink.shape[1] / strip.height, ink.shape[0] / strip.height)
        )


def test_what_stands_in_several_parts_is_counted(strip):
    whole = num_parts(strip, 0, len(strip))
    assert 1 <= whole <= len(strip)
    assert num_parts(strip, 0, 1) == 1


def test_a_dash_is_told_by_its_shape_before_anyone_is_asked(written):
    ((strip,),) = segment(written("L-T"), words=False).lines
    found = Evidence.of(strip, GRAPHEMES)
    dash = found.chars.index("-")
    likely = found.probabilities[:, dash] > 0.9
    assert likely.sum() == 1
    assert not found.asked.any()
    assert found.probabilities[:, : len(GRAPHEMES)].sum() == 0.0


def test_what_the_reader_says_only_lowers_the_odds(strip, reader):
    before = Evidence.of(strip, GRAPHEMES).odds
    (after,) = evidence_of([strip], reader)
    assert after.asked.all()
    assert (after.odds <= before + 1e-12).all()
    assert (after.odds < before).any()
    assert (after.probabilities.sum(axis=1) <= 1 + 1e-9).all()


def test_what_is_not_asked_about_is_in_no_parting_that_is_near_the_best(strip, reader):
    alphabet = tuple(sorted((*GRAPHEMES, *SIGNS)))
    (whole,) = evidence_of([strip], reader)
    (some,) = evidence_of([strip], reader, Promising(alphabet, ASSUMPTIONS))
    assert 0 < some.asked.sum() < len(whole.asked)
    weights = whole.odds + np.max(
        [char_scores(whole, alphabet, one).max(axis=1) for one in ASSUMPTIONS], axis=0
    )
    num = len(strip)
    ahead, behind = np.full(num + 1, -np.inf), np.full(num + 1, -np.inf)
    ahead[0] = behind[num] = 0.0
    for (first, last), weight in zip(whole.spans, weights, strict=True):
        ahead[last] = max(ahead[last], ahead[first] + weight)
    for (first, last), weight in zip(whole.spans[::-1], weights[::-1], strict=True):
        behind[first] = max(behind[first], behind[last] + weight)
    through = ahead[whole.spans[:, 0]] + weights + behind[whole.spans[:, 1]]
    assert (through[~some.asked] < ahead[num] - NEAR).all()
    assert np.allclose(whole.odds[some.asked], some.odds[some.asked])


def test_within_a_pattern_every_candidate_is_asked_about(strip, reader, asked):
    wanted = wanted_of(Known.by(GRAPHEMES), pattern="[LTVX17-]{6}")
    decoder = Decoder(wanted.separate, top_k=3)
    (found,) = evidence_of([strip], reader, decoder.wanted)
    assert found.asked.all()
    assert len(asked) == len(found.spans)


def test_no_glyph_goes_through_the_contract_twice(word_reader, written, asked):
    reading = word_reader.read(written("LTV1X7LTVX", gap=-6))
    ((strip,),) = segment(written("LTV1X7LTVX", gap=-6), words=False).lines
    assert len(reading.text) <= len(asked) < len(Evidence.of(strip, GRAPHEMES).spans)


def test_the_network_never_sees_more_glyphs_at_once_than_a_batch_holds(reader, tiny_bundle, monkeypatch):
    sizes = []
    whole = Reader._seen
    monkeypatch.setattr(Reader, "_seen", lambda self, batch: sizes.append(len(batch)) or whole(self, batch))
    bar = preprocess_ink(np.full((30, 6), 255, np.uint8))
    rows, refused = reader.judged(bar for _ in range(CHUNK + 3))
    assert sizes == [CHUNK, 3]
    assert rows.shape == (CHUNK + 3, len(GRAPHEMES))
    assert np.allclose(rows, rows[0])
    assert refused.shape == (CHUNK + 3,)


def test_blank_glyphs_are_no_characters_and_no_batch_fails_for_them(reader, drawing):
    blank = preprocess_ink(np.zeros((9, 9), np.uint8))
    seven = preprocess_ink(255 - drawing("7"))
    rows, refused = reader.judged([blank, seven, blank])
    assert rows[[0, 2]].sum() == 0.0
    assert GRAPHEMES[int(rows[1].argmax())] == "7"
    assert not refused.any()
    assert reader.judged([blank])[0].sum() == 0.0
    assert reader.judged([])[0].shape == (0, len(GRAPHEMES))


def test_a_texture_is_not_asked_about(reader, asked):
    page = np.full((60, 3600), 255, np.uint8)
    for left in range(20, 3580, 12):
        page[20 : 40 + left % 3, left : left + 4] = 0
    reading = WordReader(reader.bundle).read(page)
    assert (reading.text, reading.refusal.code) == ("", "no_text")
    ((strip,),) = segment(page, words=False).lines
    assert len(strip) > MOST_PIECES
    assert asked == []
