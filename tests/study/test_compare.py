"""Runs compared on the images that they share, and refused where they share none."""

import json

import numpy as np
import pytest
from PIL import Image

from inkread import bundle as parts
from inkread.errors import BundleError, CharsetError, DataError
from inkread.evaluation.compare import mcnemar
from inkread.evaluation.intervals import wilson_interval
from inkread.study.compare import CompareOptions, compare
from inkread.study.contestants import open_contestants
from inkread.study.reading_cost import num_weights

GRAPHEMES = "17LTVX"
QUICK = {"cost": False}


@pytest.fixture(scope="module")
def drawings(drawing, tmp_path_factory):
    """A folder of 20 drawings of each grapheme: two of each are the validation part."""
    folder = tmp_path_factory.mktemp("data") / "drawings"
    for grapheme in GRAPHEMES:
        (folder / grapheme).mkdir(parents=True)
        for number in range(20):
            Image.fromarray(drawing(grapheme, pen=6 + number % 7)).save(folder / grapheme / f"{number}.png")
    return folder


@pytest.fixture(scope="module")
def blind_folder(make_bundle, linear_model, tmp_path_factory):
    """A bundle that takes everything for a 1."""
    weights = np.zeros((784, 6))
    weights[:, 0] = 1.0
    model = linear_model(weights)
    folder = tmp_path_factory.mktemp("bundles") / "blind"
    parts.write_bundle(make_bundle(model=model, model_file=parts.ModelFile.of(model)), folder)
    return folder


@pytest.fixture
def run_of(tmp_path, drawings):
    """Makes a finished run's folder around a bundle, trained on `sources`."""

    def make(name, bundle, *, sources=None, num_validation=12, extra=()):
        import shutil

        folder = tmp_path / name
        folder.mkdir()
        shutil.copytree(bundle, folder / "bundle")
        config = {
            "sources": sources or [str(drawings)],
            "extra": list(extra),
            "num_training": 36,
            "num_validation": num_validation,
            "charset": "LT",
            "recipe": {},
        }
        (folder / "config.json").write_text(json.dumps(config), "utf-8")
        return str(folder)

    return make


def test_runs_are_judged_on_their_own_validation_part(run_of, tiny_folder, blind_folder, drawings):
    made = compare([run_of("a", tiny_folder), run_of("b", blind_folder)], CompareOptions(**QUICK))
    good, blind = made.standings
    assert (made.n, made.part, made.sources) == (12, "validation part", (str(drawings),))
    assert (good.accuracy, blind.accuracy) == (1.0, pytest.approx(1 / 6))
    assert good.interval == wilson_interval(12, 12)
    assert good.class_recalls == (1.0,) * 6
    assert blind.class_recalls == (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    (contest,) = made.contests
    assert (contest.only_first, contest.only_second) == (10, 0)
    assert contest.p_value == mcnemar(10, 0)
    assert contest.significant


def test_bundles_are_judged_on_all_of_a_set_where_asked(tiny_folder, blind_folder, drawings):
    options = CompareOptions(data=(str(drawings),), whole=True, **QUICK)
    made = compare([str(tiny_folder), str(blind_folder)], options)
    assert made.n == 120
    assert made.class_counts == (20,) * 6
    assert made.standings[0].trained_on is None


def test_the_comparison_is_json_with_its_verdicts(tiny_folder, blind_folder, drawings):
    options = CompareOptions(data=(str(drawings),), whole=True, **QUICK)
    made = json.loads(json.dumps(compare([str(tiny_folder), str(blind_folder)], options).to_dict()))
    assert made["contests"][0]["significant"] is True
    assert made["standings"][0]["name"] == "tiny"


def test_the_cost_of_a_reading_is_measured(tiny_folder, blind_folder, drawings):
    made = compare([str(tiny_folder), str(blind_folder)], CompareOptions(data=(str(drawings),)))
    cost = made.standings[0].cost
    assert cost.num_weights == 784 * 6
    assert cost.num_bytes == (tiny_folder / "model.onnx").stat().st_size
    assert 0 < cost.milliseconds < 1000
    assert cost.peak_bytes is None or cost.peak_bytes > 10 << 20


def test_the_weights_of_the_shipped_network_are_counted():
    assert 100_000 < num_weights(parts.Bundle.open(None)) < 2_000_000


def test_runs_of_other_data_are_refused_unless_data_is_named(run_of, tiny_folder, blind_folder):
    runs = [run_of("a", tiny_folder), run_of("b", blind_folder, sources=["digits"])]
    with pytest.raises(DataError, match="expected runs that share their validation images"):
        compare(runs, CompareOptions(**QUICK))


def test_a_bundle_needs_data(tiny_folder, blind_folder):
    with pytest.raises(DataError, match="tiny: expected a run folder, which names its data, got a bundle"):
        compare([str(tiny_folder), str(blind_folder)], CompareOptions(**QUICK))


def test_data_that_changed_since_is_refused(run_of, tiny_folder, blind_folder):
    runs = [run_of("a", tiny_folder), run_of("b", blind_folder, num_validation=99)]
    with pytest.raises(DataError, match="b: expected its 99 validation images, got 12"):
        compare(runs, CompareOptions(**QUICK))


@pytest.mark.parametrize(
    ("own", "data", "whole"), [("", "", True), (":train", "", False), ("", ":train", False)]
)
def test_images_that_a_run_was_trained_on_are_refused(run_of, tiny_folder, drawings, own, data, whole):
    runs = [run_of("a", tiny_folder, sources=[f"{drawings}{own}"]), str(tiny_folder)]
    options = CompareOptions(data=(f"{drawings}{data}",), whole=whole, **QUICK)
    with pytest.raises(DataError, match="a: expected images that it was not trained on"):
        compare(runs, options)


def test_images_of_a_set_that_trained_whole_are_refused(run_of, tiny_folder, drawings):
    runs = [run_of("a", tiny_folder, sources=["digits"], extra=[str(drawings)]), str(tiny_folder)]
    with pytest.raises(DataError, match=r"a: expected images that it was not trained on.*name another set"):
        compare(runs, CompareOptions(data=(str(drawings),), **QUICK))


def test_whole_without_data_is_refused(run_of, tiny_folder):
    runs = [run_of("a", tiny_folder), run_of("b", tiny_folder)]
    with pytest.raises(DataError, match="expected --data with --whole"):
        compare(runs, CompareOptions(whole=True, **QUICK))


def test_a_run_that_cannot_read_the_images_is_refused(tiny_folder, blind_folder):
    with pytest.raises(CharsetError):
        compare([str(tiny_folder), str(blind_folder)], CompareOptions(data=("digits",), **QUICK))


def test_an_unfinished_run_is_refused(run_of, tiny_folder):
    import shutil
    from pathlib import Path

    run = run_of("a", tiny_folder)
    shutil.rmtree(Path(run) / "bundle")
    with pytest.raises(DataError, match="expected a finished run, got one without a bundle"):
        open_contestants([run, str(tiny_folder)])


@pytest.mark.parametrize("runs", [[], ["a"], ["a", "a"]])
def test_fewer_than_two_runs_are_refused(runs):
    with pytest.raises(DataError, match="two different runs or more"):
        open_contestants(runs)


def test_what_is_neither_run_nor_bundle_is_refused(tiny_folder, tmp_path):
    with pytest.raises(BundleError):
        open_contestants([str(tiny_folder), str(tmp_path / "none")])


def test_runs_of_the_same_name_are_told_apart_by_their_paths(run_of, tiny_folder, tmp_path):
    (tmp_path / "x").mkdir()
    first, second = run_of("x/a", tiny_folder), run_of("a", tiny_folder)
    assert [one.name for one in open_contestants([first, second])] == [first, second]
