"""A study from images to a tested model: whole, stopped and gone on with, and never mixed with another."""

from contextlib import nullcontext
from types import SimpleNamespace

import numpy as np
import pytest

from inkread.errors import TrainingError
from inkread.study.inquiries import Experiment, Inquiry
from inkread.study.options import Listener, StudyOptions
from inkread.training.recipes import find_recipe

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

SHORT = (
    Inquiry(
        "baseline",
        "Do more units help?",
        0.04,
        (
            Experiment("few", find_recipe("mlp", network={"units": [8]})),
            Experiment("many", find_recipe("mlp", network={"units": [64]})),
        ),
    ),
)


STOPS = ("Do more units help? many", "Reading the test")


class KilledError(Exception):
    """Ends a study at a chosen step."""


@pytest.fixture(scope="module")
def study():
    """Runs a short study of the bundled digits; `stop_at` ends it before that step."""
    from inkread.study import carry_out as module
    from inkread.study.scaling import ScalingOptions

    patch = pytest.MonkeyPatch()
    patch.setattr(module, "usual_inquiries", lambda: SHORT)
    patch.setattr(module, "BASE", "mlp")
    patch.setattr(module, "CROSSVAL_SHARE", 0.02)
    patch.setattr(module, "SCALING", ScalingOptions(1, 60, (0,), ("sgd",)))

    def run(folder, *, stop_at=None, **changes):
        said = []

        def say(sentence):
            if stop_at is not None and sentence.startswith(stop_at):
                raise KilledError
            said.append(sentence)

        watching = lambda _epochs: nullcontext(lambda _position, _num_steps: None)  # noqa: E731
        listener = Listener(lambda *_: None, say, watching, nullcontext)
        options = StudyOptions("digits", folder, **{"minutes": 1.0, "final_seeds": 2, "folds": 2} | changes)
        return SimpleNamespace(found=module.carry_out(options, listener, command="inkread study"), said=said)

    yield run
    patch.undo()


@pytest.fixture(scope="module")
def stopped(study, tmp_path_factory):
    """The folder of a study that was stopped at every one of `STOPS`, and what it came to in the end."""
    folder = tmp_path_factory.mktemp("studies") / "study"
    for place in STOPS:
        with pytest.raises(KilledError):
            study(folder, stop_at=place, resume=folder.exists())
    return folder, study(folder, resume=True)


def figures(found):
    """Return everything of a study that a report's tables are made of, but for seconds."""
    return {
        "runs": [
            (run.name, run.num_parameters, run.accuracy, run.curves.loss.tolist())
            for inquiry in found.inquiries
            for run in inquiry.runs
        ],
        "crossval": [fit.accuracy for fit in found.crossval.summary.fits],
        "test": found.final.test,
        "confusion": found.final.confusion_matrix.tolist(),
        "scaling": [run.accuracy for run in found.scaling.runs],
    }


def test_a_study_ends_in_a_model_that_was_tested_once(stopped):
    folder, done = stopped
    found = done.found
    assert [inquiry.slug for inquiry in found.inquiries] == ["baseline"]
    best = found.inquiries[-1].best
    assert (found.final.name, found.final.validation[0]) == (best.name, best.accuracy)
    assert found.final.confusion_matrix.sum() == found.final.n == found.facts.num_test == 179
    assert found.final.test[0] == pytest.approx(np.trace(found.final.confusion_matrix) / 179)
    assert found.facts.num_training + found.facts.num_validation + found.facts.num_leaks == 1797 - 179
    assert done.said[-1] == "Reading the test images, once"
    assert 0 < found.final.together <= 1
    for run in ("final-seed-0", "final-seed-1", "final-together"):
        assert (folder / "runs" / run / "bundle" / "model.onnx").is_file()


def test_a_stopped_study_goes_on_to_the_same_figures(study, stopped):
    folder, done = stopped
    again = study(folder, resume=True)
    assert figures(again.found) == figures(done.found)
    assert "Timing each network, to fit the study to the time there is" not in again.said


def test_another_study_is_not_mixed_in(study, tmp_path):
    folder = tmp_path / "study"
    with pytest.raises(KilledError):
        study(folder, stop_at="Looking at the data")
    with pytest.raises(TrainingError, match="got one with a study in it"):
        study(folder)
    with pytest.raises(TrainingError, match=r"expected minutes 1\.0 as the study began, got 2\.0"):
        study(folder, resume=True, minutes=2.0)


def test_there_must_be_a_study_to_resume(study, tmp_path):
    with pytest.raises(TrainingError, match="expected a study to go on with"):
        study(tmp_path / "none", resume=True)
