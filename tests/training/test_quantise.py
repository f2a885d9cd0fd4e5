"""Eight bits: the same answers but for a few, in a smaller file, and refused where they cost too much."""

import dataclasses

import numpy as np
import pytest

from inkread.bundle import Bundle, write_bundle
from inkread.errors import TrainingError
from inkread.recognition.session import Session
from inkread.recognition.stages import Inspector
from inkread.training.held_out import HeldOut
from inkread.training.quantise import quantise

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def judges(digits):
    """The digits' validation images."""
    return HeldOut(digits.charset, digits.validation_glyphs, digits.validation_labels, ("digits",))


@pytest.fixture(scope="module")
def quantised(finished_run, digits, judges):
    """The finished run's bundle in eight bits; its network has hardly been trained, so that any loss goes."""
    return quantise(finished_run.bundle, digits.glyphs[:200], judges, most_loss=1.0)


def test_the_logits_are_nearly_those_of_32_bits(quantised, finished_run, digits):
    plain, small = (
        Session(one).logits(digits.validation_glyphs) for one in (finished_run.bundle, quantised.bundle)
    )
    assert np.abs(small - plain).max() < 0.1 * np.ptp(plain)
    assert not np.array_equal(small, plain)


def test_the_file_is_a_third_at_most(quantised, finished_run):
    assert quantised.bundle.model_file.size < finished_run.bundle.model_file.size / 3


def test_the_bundle_is_written_opened_and_proved(quantised, tmp_path):
    write_bundle(quantised.bundle, tmp_path / "small")
    opened = Bundle.open(tmp_path / "small")
    Session(opened).prove()
    assert opened.name == "tiny-run-int8"
    assert {"onnx", "onnxruntime"} <= set(opened.training.packages)


def test_the_record_says_what_was_measured_and_what_it_cost(quantised, judges):
    right, lost = quantised.bundle.scores
    assert (right.metric, right.value, right.n) == ("accuracy", quantised.accuracy, len(judges.labels))
    assert (lost.metric, lost.value) == ("accuracy_lost", quantised.loss)
    assert (right.set, right.charset) == ("digits, validation part", "digits")
    assert quantised.n * abs(quantised.loss) <= quantised.num_changed


def test_its_layers_can_be_looked_into_as_before(quantised, finished_run, digits):
    plain, small = (
        [(stage.name, stage.values.shape) for stage in Inspector(one).inspect(digits.glyphs[0]).stages]
        for one in (finished_run.bundle, quantised.bundle)
    )
    assert small == plain


def test_a_loss_beyond_the_limit_is_refused(finished_run, digits, judges):
    wrong = dataclasses.replace(judges, labels=_answers(finished_run.bundle, judges))
    flat = np.zeros_like(digits.glyphs[:10])  # ranges of an empty image cut off all that ink gives
    with pytest.raises(TrainingError, match=r"expected to lose at most 0\.05% of right answers"):
        quantise(finished_run.bundle, flat, wrong)


def test_a_network_without_convolutions_is_refused_in_words(tiny_bundle, judges):
    with pytest.raises(TrainingError, match="tiny: expected a network with convolutions, got none"):
        quantise(tiny_bundle, judges.glyphs[:10], judges)


def _answers(bundle, judges):
    return Session(bundle).logits(judges.glyphs).argmax(axis=1)
