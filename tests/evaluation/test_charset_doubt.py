"""Each usual charset has its limits; one of a single kind of character has a temperature of its own."""

from dataclasses import replace

import numpy as np
import pytest

from inkread.bundle import CharsetDoubt, Doubt
from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Samples
from inkread.evaluation.charset_doubt import HeldOutLogits, charset_doubts, usual_below, within
from inkread.evaluation.evaluate import evaluate_framed
from inkread.recognition.reader import Reader

HELD = Charset(NAMED["digits"].graphemes + NAMED["upper"].graphemes)


@pytest.fixture(scope="module")
def held_out():
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(36), 40)
    logits = rng.normal(0, 1, (len(labels), 36)).astype(np.float32)
    logits[np.arange(len(labels)), labels] += 1.0  # so that these are the true logits
    return HeldOutLogits(HELD, 3.0 * logits, labels)  # three times too sure


def test_the_network_s_own_charset_comes_first_at_its_own_temperature(held_out):
    made = {one.charset: one for one in charset_doubts(held_out, temperature=2.5)}
    assert list(made) == ["", "caseless", "letters-caseless", "digits", "upper"]
    assert made[""].temperature == made["caseless"].temperature == 2.5
    assert made["digits"].temperature == pytest.approx(3.0, abs=0.6)
    assert made["digits"].num == (40,) * 10
    assert [level.coverage for level in made["upper"].sets] == [0.9, 0.95, 0.99]


def test_too_few_images_make_no_entry(held_out):
    few = HeldOutLogits(HELD, held_out.logits[:10], held_out.labels[:10])
    assert charset_doubts(few, temperature=1.0) == ()


def test_usual_charsets_are_those_that_the_labels_decide(held_out):
    assert usual_below(HELD, held_out.labels) == ("caseless", "letters-caseless", "digits", "upper")
    assert "upper" not in usual_below(HELD, held_out.labels[:40])
    counted, truth = within(HELD, NAMED["upper"], np.array([3, 10, 11]))
    assert (counted.tolist(), truth.tolist()) == ([False, True, True], [0, 1])


def test_an_evaluation_is_at_the_charset_s_own_temperature(make_bundle, drawing):
    shy = CharsetDoubt("17", 50.0, (9, 9), ())
    bundle = make_bundle()
    glyphs = np.stack([Reader(bundle).read(drawing(one)).glyph for one in "17"])
    samples = Samples("drawn", glyphs, np.array([0, 1]), Charset.parse("17"))
    usual = evaluate_framed(Reader(bundle), samples, glyphs, charsets=["17"]).score("17")
    doubting = replace(bundle, doubt=Doubt((shy,), None, "sha256:00", "pytest"))
    warm = evaluate_framed(Reader(doubting), samples, glyphs, charsets=["17"]).score("17")
    assert usual.accuracy == warm.accuracy == 1.0
    assert warm.ece == pytest.approx(0.5, abs=0.05)  # never much surer than a coin
    assert usual.ece < 0.2
