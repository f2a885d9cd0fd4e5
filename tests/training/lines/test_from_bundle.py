"""A run of lines can begin with the weights of a bundle, although its normalisations are folded away."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inkread.bundle import Training
from inkread.errors import BundleError, TrainingError

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def batch(lines):
    """All the lines as one batch."""
    from inkread.training.lines.batches import padded

    return padded(lines.images)


@pytest.fixture(scope="module")
def bundle(lines, still_lines, tiny_recipe, tmp_path_factory):
    """The folder of a bundle of a trained network, whose weights are in eight bits where they are many."""
    from inkread.training.lines.export import export_lines
    from inkread.training.lines.fit import LineRun, train_lines

    folder = tmp_path_factory.mktemp("bundles")
    (folder / "run").mkdir()
    wider = replace(tiny_recipe, filters=(4, 4, 8, 16, 24), again=(0, 2, 1), epochs=1)
    model = train_lines(wider, lines, still_lines, LineRun(folder / "run"))
    about = Training(
        data="0" * 64,
        recipe="tiny",
        seeds=(0,),
        epochs=1,
        packages={},
        created="2026-01-31T12:00:00+00:00",
    )
    export_lines(model, "tiny-lines", about, folder / "bundle")
    return folder / "bundle"


@pytest.fixture
def load(bundle, tiny_recipe):
    """Makes a network with the bundle's weights."""
    from inkread.training.lines.grow import load_or_grow, shape_of
    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build

    def made():
        made_of = shape_of(bundle)
        assert made_of == {"filters": (4, 4, 8, 16, 24), "again": (0, 2, 1), "spans": (3,)}
        recipe = replace(tiny_recipe, **made_of, dropout=0.0)
        model = build(recipe, len(LINES))
        load_or_grow(model, bundle)
        return model

    return made


def test_a_network_answers_as_the_bundle_does(load, bundle, lines):
    from inkread.bundle import Bundle
    from inkread.recognition.line_session import LineSession, filled

    line = lines.images[0]
    frames = LineSession(Bundle.open(bundle)).frames(line)
    assert np.abs(frames).max() > 1
    assert load().predict_on_batch(filled(line))[0, : len(frames)] == pytest.approx(frames, abs=1e-3)


def test_in_training_it_answers_alike_once_its_norms_have_settled(load, batch):
    from inkread.training.lines.from_bundle import settle_on

    before = load().predict_on_batch(batch)
    unsettled = np.asarray(load()(batch, training=True))
    model = load()
    settle_on(model, batch)
    assert model.predict_on_batch(batch) == pytest.approx(before, abs=1e-3)
    settled = np.asarray(model(batch, training=True))
    assert np.abs(settled - before).max() < 0.01 < np.abs(unsettled - before).max()


def test_a_run_begins_with_a_bundle_and_goes_on_with_it(
    bundle, lines, still_lines, tiny_recipe, tmp_path, weights_of
):
    from inkread.training.lines.finish import claim_lines
    from inkread.training.lines.fit import LineRun, train_lines

    recipe = replace(tiny_recipe, filters=(4, 4, 8, 16, 24), again=(0, 2, 1), epochs=1)
    models = []
    for name in ("whole", "again"):
        run = LineRun(tmp_path / name, load=(bundle,))
        claim_lines(recipe, ([], bundle), run)
        models.append(train_lines(recipe, lines, still_lines, replace(run, resume=name == "again")))
    assert np.array_equal(*map(weights_of, models))


def test_what_reads_no_lines_is_refused(tiny_folder):
    from inkread.training.lines.grow import shape_of

    with pytest.raises(TrainingError, match="expected a bundle that reads lines, such as inkread-lines"):
        shape_of(tiny_folder)
    with pytest.raises(BundleError, match="expected a bundle's folder, zip or name"):
        shape_of(Path("nowhere"))


def test_a_network_with_other_nodes_is_refused(bundle, tmp_path):
    import onnx

    from inkread.bundle import Bundle, ModelFile, write_bundle
    from inkread.training.lines.grow import shape_of

    whole = Bundle.open(bundle)
    graph = onnx.load_model_from_string(whole.model)
    for node in graph.graph.node:
        node.name = f"node of {node.op_type}"
    model = graph.SerializeToString()
    write_bundle(replace(whole, model=model, model_file=ModelFile.of(model)), tmp_path / "renamed")
    with pytest.raises(TrainingError, match=r"load the run's model\.keras"):
        shape_of(tmp_path / "renamed")


def test_the_reader_of_lines_that_ships_can_be_gone_on_with():
    from inkread.training.lines.grow import load_or_grow, shape_of
    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build
    from inkread.training.lines.recipe import line_recipe

    recipe = replace(line_recipe(), **shape_of(Path("inkread-lines")))
    load_or_grow(build(recipe, len(LINES)), Path("inkread-lines"))
