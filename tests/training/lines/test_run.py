"""A run of lines: trained, broken off and gone on with to the same weights, exported to a bundle."""

import json
from dataclasses import replace

import numpy as np
import pytest

from inkread import WordReader
from inkread.bundle import Bundle
from inkread.errors import TrainingError
from inkread.evaluation.metrics_csv import METRICS, read_metrics

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


class BrokenOffError(Exception):
    """Ends a run in the middle of a step."""


@pytest.fixture(scope="module")
def trained(lines, still_lines, tiny_recipe, tmp_path_factory):
    """An unbroken run: its network and how it was carried out."""
    from inkread.training.lines.fit import LineRun, train_lines

    run = LineRun(tmp_path_factory.mktemp("runs") / "whole", save_every=1)
    run.folder.mkdir()
    return train_lines(tiny_recipe, lines, still_lines, run), run


def test_a_run_keeps_its_metrics_epoch_by_epoch(trained):
    rows = read_metrics(trained[1].folder / METRICS)
    assert [row["epoch"] for row in rows] == [1, 2]
    assert all(row["loss"] > 0 for row in rows)
    assert all(row["validation_cer"] >= 0 for row in rows)


def test_a_broken_run_ends_at_the_weights_of_the_unbroken_one(
    trained, lines, still_lines, tiny_recipe, tmp_path, weights_of
):
    from inkread.training.lines.fit import LineRun, train_lines

    def break_off(position, _num_steps):
        if position.steps_done == 2:
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        train_lines(tiny_recipe, lines, still_lines, LineRun(tmp_path, save_every=1), watch=break_off)
    with pytest.raises(TrainingError, match="resume it"):
        train_lines(tiny_recipe, lines, still_lines, LineRun(tmp_path))
    model = train_lines(tiny_recipe, lines, still_lines, LineRun(tmp_path, resume=True))
    assert np.array_equal(weights_of(model), weights_of(trained[0]))


def test_a_run_begins_with_the_weights_of_another_even_when_broken_off_before_its_first_checkpoint(
    trained, lines, still_lines, tiny_recipe, tmp_path, weights_of
):
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.finish import claim_lines
    from inkread.training.lines.fit import LineRun, train_lines

    old = tmp_path / "old.keras"
    save_keras(trained[0], old)
    whole = LineRun(tmp_path / "whole", load=(old,))
    claim_lines(tiny_recipe, ([], old), whole)
    model = train_lines(tiny_recipe, lines, still_lines, whole)
    assert json.loads((whole.folder / "config.json").read_text("utf-8"))["load"][0]["path"] == str(old)
    assert not np.array_equal(weights_of(model), weights_of(trained[0]))

    def break_off(_position, _num_steps):
        raise BrokenOffError

    cut = LineRun(tmp_path / "cut", load=(old,))
    claim_lines(tiny_recipe, ([], old), cut)
    with pytest.raises(BrokenOffError):
        train_lines(tiny_recipe, lines, still_lines, cut, watch=break_off)
    resumed = train_lines(tiny_recipe, lines, still_lines, LineRun(cut.folder, resume=True))
    assert np.array_equal(weights_of(resumed), weights_of(model))


@pytest.mark.parametrize("more", [{"spans": (3, 5)}, {"again": (0, 0, 1)}])
def test_a_network_grows_from_one_with_fewer_layers_and_answers_almost_as_that_one(
    trained, lines, tiny_recipe, tmp_path, more
):
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.batches import padded
    from inkread.training.lines.grow import load_or_grow
    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build

    save_keras(trained[0], tmp_path / "small.keras")
    large, other = (build(replace(tiny_recipe, **more), len(LINES)) for _ in range(2))
    load_or_grow(large, tmp_path / "small.keras")
    small, images = trained[0], padded(lines.images)
    before, after = small.predict_on_batch(images), large.predict_on_batch(images)
    strange = np.abs(other.predict_on_batch(images) - before).mean()
    assert 0 < np.abs(after - before).mean() < strange / 5
    assert large.count_params() > small.count_params()


def test_a_network_begins_with_what_it_has_in_common_with_a_longer_one(
    trained, tiny_recipe, tmp_path, weights_of
):
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.grow import load_or_grow
    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build

    short, longer = (build(replace(tiny_recipe, spans=spans), len(LINES)) for spans in ((3,), (3, 3)))
    save_keras(trained[0], tmp_path / "small.keras")
    load_or_grow(longer, tmp_path / "small.keras")
    save_keras(longer, tmp_path / "large.keras")
    load_or_grow(short, tmp_path / "large.keras")
    assert np.array_equal(weights_of(short), weights_of(trained[0]))


def test_a_network_grows_from_no_other_kind(trained, tiny_recipe, tmp_path):
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.grow import load_or_grow
    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build

    save_keras(build(replace(tiny_recipe, filters=(4, 4, 4, 8, 8)), len(LINES)), tmp_path / "wide.keras")
    before = [weight.copy() for weight in trained[0].get_weights()]
    with pytest.raises(TrainingError, match="more or fewer spans or `again`"):
        load_or_grow(trained[0], tmp_path / "wide.keras")
    assert all(map(np.array_equal, before, trained[0].get_weights()))


def test_another_seed_cannot_go_on_with_a_run(trained, lines, still_lines, tiny_recipe):
    from inkread.training.lines.fit import LineRun, train_lines

    run = LineRun(trained[1].folder, seed=7, resume=True)
    with pytest.raises(TrainingError, match="same seed"):
        train_lines(tiny_recipe, lines, still_lines, run)


def test_a_finished_run_has_a_bundle_that_reads(trained, lines, still_lines, tiny_recipe):
    from inkread.training.lines.finish import finish_lines

    model, run = trained
    told = finish_lines(model, tiny_recipe, (lines, still_lines), run, name="tiny")
    bundle = Bundle.open(run.folder / "bundle")
    assert bundle.reads_lines
    assert {score.metric for score in bundle.scores} == {"character_error_rate", "word_error_rate"}
    assert json.loads(json.dumps(told))["n"] == len(still_lines)
    page = np.full((60, 120), 255, np.uint8)
    page[20:40, 20:24] = page[20:40, 60:64] = 0
    assert 0 <= WordReader(mode="connected", connected=bundle).read(page).confidence <= 1


def test_eight_bits_change_the_answers_little(trained, lines, still_lines, tiny_recipe, tmp_path):
    from inkread.bundle import Training
    from inkread.recognition.line_session import LineSession, filled
    from inkread.training.lines.export import export_lines

    origin = Training("sha256:00", "lines", (0,), 2, {}, "2026-01-31T12:00:00+00:00")
    bundle = export_lines(trained[0], "tiny", origin, tmp_path / "bundle")
    image = lines.images[0]
    frames = LineSession(bundle).frames(image)
    expected = np.asarray(trained[0].predict_on_batch(filled(image)))[0, : len(frames)]
    assert np.abs(frames - expected).max() < 0.1


def test_of_pictures_without_writing_a_network_learns_to_say_nothing(still_lines, tiny_recipe, tmp_path):
    from inkread.training.lines.fit import LineRun, read_texts, train_lines
    from inkread.training.lines.material import Lines

    noise = np.random.default_rng(0).integers(0, 256, (32, 96), np.uint8)
    silent = Lines([noise] * 16, [""] * 16)
    recipe = replace(tiny_recipe, epochs=30, learning_rate=0.05, average=0.5)
    model = train_lines(recipe, silent, still_lines, LineRun(tmp_path))
    assert read_texts(model, silent) == [""] * 16
