"""The protocol: what is trained is kept, what is killed goes on, and a test part is read once."""

import dataclasses
import json
import shutil

import numpy as np
import pytest

from inkread.datasets.formats.idx import read_idx_images, read_idx_labels
from inkread.errors import TrainingError

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def trained(make_plan, watching, tmp_path_factory):
    """A plan of two seeds, carried out, and its results."""
    from inkread.training.classic.protocol import Budget, train_cells

    plan = make_plan(tmp_path_factory.mktemp("classic"), num_seeds=2)
    return plan, list(train_cells(plan, Budget(None), watching=watching))


def nobody_trains(_cell):
    raise AssertionError("expected no training")


class SpentAfter:
    """A budget that is spent once it was asked so often."""

    def __init__(self, steps):
        self.steps = steps

    def is_spent(self):
        self.steps -= 1
        return self.steps < 0


def copied(plan, folder):
    """Return a copy of a plan that was carried out."""
    shutil.copytree(plan.folder, folder)
    return dataclasses.replace(plan, folder=folder)


def test_each_seed_has_its_result(trained):
    plan, results = trained
    num_leaks = json.loads((plan.folder / "mnist" / "material.json").read_text("utf-8"))["num_leaks"]
    assert [(found.set, found.recipe, found.seed) for found in results] == [
        ("mnist", "mlp", 0),
        ("mnist", "mlp", 1),
    ]
    for found in results:
        assert (found.parameters, found.epochs, found.test) == (
            784 * 256 + 256 + 256 * 128 + 128 + 1290,
            2,
            None,
        )
        assert (found.num_training + num_leaks, found.num_validation) == (180, 20)
        assert 0.0 <= found.validation_accuracy <= 1.0
    assert results[0].validation_accuracy != results[1].validation_accuracy


def test_what_is_trained_is_never_trained_again(trained):
    from inkread.training.classic.protocol import Budget, train_cells

    plan, results = trained
    assert list(train_cells(plan, Budget(0.0), watching=nobody_trains)) == results


def test_another_recipe_of_the_same_name_has_runs_of_its_own(trained):
    from inkread.training.classic.protocol import Budget, train_cells

    plan, _ = trained
    other = dataclasses.replace(plan.recipes[0], batch_size=64)
    again = dataclasses.replace(plan, recipes=(other,))
    assert list(train_cells(again, Budget(0.0), watching=nobody_trains)) == []


def test_a_run_whose_time_was_over_goes_on_to_the_very_same_weights(trained, make_plan, watching, tmp_path):
    from inkread.training.classic.protocol import Budget, train_cells
    from inkread.training.keras_file import open_keras

    whole, results = trained
    plan = make_plan(tmp_path / "cut")
    assert list(train_cells(plan, SpentAfter(9), watching=watching)) == []
    (found,) = train_cells(plan, Budget(None), watching=watching)
    assert found.validation_accuracy == results[0].validation_accuracy
    files = [next(one.cells()).folder(one.folder) / "model.keras" for one in (plan, whole)]
    weights = [open_keras(file).get_weights() for file in files]
    assert all(np.array_equal(first, second) for first, second in zip(*weights, strict=True))


def test_a_cell_that_another_process_trains_is_left_to_it(trained, make_plan, watching, tmp_path):
    from inkread import file_lock
    from inkread.training.classic.protocol import Budget, train_cells

    plan = make_plan(tmp_path / "shared", num_seeds=2)
    first, _second = plan.cells()
    first.folder(plan.folder).mkdir(parents=True)
    with (first.folder(plan.folder) / "lock").open("wb") as held:
        assert file_lock.lock(held)
        (found,) = train_cells(plan, Budget(None), watching=watching)
    assert (found.seed, found.validation_accuracy) == (1, trained[1][1].validation_accuracy)
    assert [one.seed for one in train_cells(plan, Budget(None), watching=watching)] == [0, 1]


def test_a_cell_that_another_process_has_ended_meanwhile_is_counted(trained, tmp_path, watching):
    from inkread import file_lock
    from inkread.training.classic import protocol

    plan = copied(trained[0], tmp_path / "copy")
    results = [one.folder(plan.folder) / "result.json" for one in plan.cells()]
    texts = [one.read_text() for one in results]
    for one in results:
        one.unlink()

    def ended_by_others(*_arguments, **_named):
        results[0].write_text(texts[0])
        results[1].write_text(texts[1])
        return protocol.read_result(results[1].parent)

    with (results[0].parent / "lock").open("wb") as held, pytest.MonkeyPatch.context() as patched:
        file_lock.lock(held)
        patched.setattr(protocol, "train_cell", ended_by_others)
        found = list(protocol.train_cells(plan, protocol.Budget(None), watching=watching))
    assert [one.seed for one in found] == [1, 0]


def test_a_test_part_is_read_once(trained, tmp_path):
    from inkread.training.classic.protocol import read_tests

    plan = copied(trained[0], tmp_path / "copy")
    first = list(read_tests(plan))
    assert [found.test["n"] for found in first] == [60, 60]
    assert all(found.test["num_right"] / 60 == found.test["accuracy"] for found in first)
    nowhere = dataclasses.replace(plan, root=tmp_path / "gone")
    assert list(read_tests(nowhere)) == first


def test_a_set_s_own_pixels_are_judged_by_the_network_itself(make_plan, watching, tmp_path):
    from inkread.training.classic.protocol import Budget, read_tests, train_cells
    from inkread.training.keras_file import open_keras

    plan = dataclasses.replace(make_plan(tmp_path / "pixels"), sets=("mnist-pixels",))
    (found,) = train_cells(plan, Budget(None), watching=watching)
    folder = next(plan.cells()).folder(plan.folder)
    assert not (folder / "bundle").exists()
    (judged,) = read_tests(plan)
    images = read_idx_images(plan.root / "mnist" / "t10k-images-idx3-ubyte")
    labels = read_idx_labels(plan.root / "mnist" / "t10k-labels-idx1-ubyte")
    answers = open_keras(folder / "model.keras").predict(images[..., None], verbose=0).argmax(axis=1)
    assert (judged.test["n"], judged.test["num_right"]) == (60, int((answers == labels).sum()))
    assert (judged.set, judged.validation_accuracy) == ("mnist-pixels", found.validation_accuracy)


def test_all_seeds_are_judged_as_one_by_their_mean_probabilities(make_plan, watching, tmp_path):
    from inkread.training.classic.protocol import Budget, read_tests, train_cells
    from inkread.training.classic.together import read_together
    from inkread.training.keras_file import open_keras

    plan = dataclasses.replace(make_plan(tmp_path, num_seeds=3), sets=("mnist-pixels",))
    results = list(train_cells(plan, Budget(None), watching=watching))
    assert list(read_together(plan, results)) == []
    judged = list(read_tests(plan))
    (together,) = read_together(plan, judged)
    images = read_idx_images(plan.root / "mnist" / "t10k-images-idx3-ubyte")[..., None]
    labels = read_idx_labels(plan.root / "mnist" / "t10k-labels-idx1-ubyte")
    total = np.zeros((60, 10))
    for cell in plan.cells():
        logits = open_keras(cell.folder(plan.folder) / "model.keras").predict(images, verbose=0)
        powers = np.exp(logits.astype(np.float64))
        total += powers / powers.sum(axis=1, keepdims=True)
    assert together.test["num_right"] == int((total.argmax(axis=1) == labels).sum())
    assert (together.seeds, together.parameters) == ((0, 1, 2), 3 * results[0].parameters)
    assert together.test["n"] == 60
    assert list(read_together(plan, judged[:1])) == []


def test_framed_seeds_as_one_are_those_whose_answers_were_kept(trained, tmp_path):
    from inkread.training.classic.protocol import read_tests
    from inkread.training.classic.together import read_together

    plan = copied(trained[0], tmp_path / "copy")
    judged = list(read_tests(plan))
    (together,) = read_together(plan, judged)
    assert (together.recipe, together.test["n"]) == ("mlp", 60)
    folder = next(plan.cells()).folder(plan.folder)
    labels = np.load(folder / "test_labels.npy")
    np.save(folder / "test_labels.npy", 9 - labels)
    with pytest.raises(TrainingError, match="seed-1: expected the same test images as of the other seeds"):
        list(read_together(plan, judged))
    (folder / "test_probabilities.npy").unlink()  # as a version left it that kept the figures alone
    assert list(read_together(plan, judged)) == []


def test_no_test_is_read_before_every_seed_is_trained(trained, tmp_path):
    from inkread.training.classic.protocol import read_tests

    plan = dataclasses.replace(copied(trained[0], tmp_path / "copy"), num_seeds=3)
    with pytest.raises(TrainingError, match="before a test is read, got none of mlp on mnist, seed 2"):
        next(read_tests(plan))
    assert list(plan.folder.rglob("test.json")) == []


def test_a_damaged_result_is_named(trained, tmp_path):
    from inkread.training.classic.protocol import Budget, train_cells

    plan = copied(trained[0], tmp_path / "copy")
    folder = next(plan.cells()).folder(plan.folder)
    (folder / "result.json").write_text("{", "utf-8")
    with pytest.raises(TrainingError, match="seed-0: expected the result of a cell, got a damaged one"):
        list(train_cells(plan, Budget(None), watching=nobody_trains))


def test_a_set_of_another_name_is_refused(trained):
    with pytest.raises(TrainingError, match=r"a set among mnist, mnist-pixels, .*, got 'cifar'"):
        dataclasses.replace(trained[0], sets=("cifar",))


def test_rows_hold_mean_spread_and_n(trained, tmp_path):
    from inkread.training.classic.protocol import read_tests
    from inkread.training.classic.summary import rows, summary

    plan, results = trained
    (row,) = rows(results)
    both = [found.validation_accuracy for found in results]
    assert row.validation == pytest.approx(sum(both) / 2)
    assert row.validation_deviation == pytest.approx(abs(both[0] - both[1]) / 2**0.5)
    assert (row.seeds, row.num_validation, row.test, row.num_test) == ((0, 1), 20, None, None)
    judged = list(read_tests(copied(plan, tmp_path / "copy")))
    (row,) = rows(judged)
    assert row.num_test == 60
    told = json.loads(json.dumps(summary(judged)))
    assert told["sets"]["mnist"].startswith("MNIST: ")
    assert [cell["seed"] for cell in told["cells"]] == [0, 1]
    (partly,) = rows([results[0], judged[1]])
    assert (partly.test, partly.num_test) == (None, None)
