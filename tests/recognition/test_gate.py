"""A gate weighs what it was fitted for, and nothing else; the network's answers stay as they were."""

from dataclasses import replace

import numpy as np
import pytest

from inkread.bundle import Bundle, Matrix
from inkread.errors import BundleError, ConfigError
from inkread.preprocess.contract import preprocess
from inkread.recognition.gate import ANSWER, UNITS, FittedGate, gate_of
from inkread.recognition.graph import Graph
from inkread.recognition.penultimate import penultimate
from inkread.recognition.reader import Reader
from inkread.recognition.session import Session
from inkread.recognition.signals import NAMES


def test_a_bundle_without_a_gate_has_none(tiny_bundle):
    assert gate_of(tiny_bundle) is None


def test_characters_pass_and_noise_does_not(calibrated_bundle, drawing):
    reader = Reader(calibrated_bundle)
    assert [reader.read(drawing(grapheme, pen=8)).refusal for grapheme in "17LTVX"] == [None] * 6
    noise = np.random.default_rng(1).integers(0, 256, (64, 64), np.uint8)
    assert reader.read(noise).refusal.code in ("no_character", "several_marks")


def test_many_are_judged_as_each_alone(calibrated_bundle, drawing):
    gate = gate_of(calibrated_bundle)
    session = Session(calibrated_bundle, inner=(gate.tensor,))
    prepared = [preprocess(drawing(grapheme)) for grapheme in "17LTVX"]
    together = gate.evidence(
        prepared, *session.logits_and(np.stack([one.glyph for one in prepared]), gate.tensor)
    )
    alone = [gate.evidence([one], *session.logits_and(one.glyph[None], gate.tensor))[0] for one in prepared]
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-4)


def test_asking_for_the_features_changes_no_bit_of_the_logits():
    bundle = Bundle.open()
    tensor = penultimate(Graph.of(bundle.model, name="x"), logits=bundle.output.name, name="x")
    glyphs = np.random.default_rng(0).integers(0, 256, (300, 28, 28), np.uint8)
    logits, features = Session(bundle, inner=(tensor,)).logits_and(glyphs, tensor)
    np.testing.assert_array_equal(logits, Session(bundle).logits(glyphs))
    assert features.ndim == 2
    assert len(features) == 300


def test_a_gate_of_other_signals_is_refused(calibrated_bundle):
    gate = replace(calibrated_bundle.doubt.gate, signals=("ink",), weights=(1.0,))
    with pytest.raises(BundleError, match=f"signals {NAMES[0]}.*got ink; calibrate the bundle again"):
        FittedGate(gate, name="tiny")


def seen(gate, bundle, graphemes, drawing):
    """Return the evidence of a gate against drawings."""
    prepared = [preprocess(drawing(grapheme)) for grapheme in graphemes]
    session = Session(bundle, inner=(gate.tensor,))
    glyphs = np.stack([one.glyph for one in prepared])
    return FittedGate(gate, name="tiny").evidence(prepared, *session.logits_and(glyphs, gate.tensor))


def without(gate, *names):
    """Return a gate that lacks some of its arrays."""
    return replace(gate, arrays={name: held for name, held in gate.arrays.items() if name not in names})


def test_a_gate_without_a_network_as_older_bundles_have_it_judges_by_its_line(calibrated_bundle, drawing):
    whole = calibrated_bundle.doubt.gate
    line = seen(without(whole, UNITS, ANSWER), calibrated_bundle, "17LTVX", drawing)
    both = seen(whole, calibrated_bundle, "17LTVX", drawing)
    assert np.isfinite(line).all()
    assert (both >= line - 1e-9).all()
    silent = replace(
        whole, arrays={**whole.arrays, ANSWER: Matrix.of(whole.arrays[ANSWER].array() * 0 - 1e6)}
    )
    np.testing.assert_allclose(seen(silent, calibrated_bundle, "17LTVX", drawing), line)


def test_a_network_of_another_shape_is_refused(calibrated_bundle):
    gate = calibrated_bundle.doubt.gate
    short = replace(gate, arrays={**gate.arrays, UNITS: Matrix.of(gate.arrays[UNITS].array()[1:])})
    with pytest.raises(BundleError, match=r"tiny: expected a gate whose units have the shape \(\d+, 64\)"):
        FittedGate(short, name="tiny")


def test_a_coverage_that_was_not_calibrated_is_refused(calibrated_bundle):
    with pytest.raises(ConfigError, match=r"expected a coverage of 0\.9, 0\.95"):
        Reader(calibrated_bundle, coverage=0.8)


def test_a_bundle_that_was_never_calibrated_has_no_other_coverage(tiny_bundle, drawing):
    assert Reader(tiny_bundle).read(drawing("V")).set == ("V",)
    with pytest.raises(ConfigError, match="expected a calibrated bundle"):
        Reader(tiny_bundle, coverage=0.99)
