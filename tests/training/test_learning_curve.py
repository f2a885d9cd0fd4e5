"""Learning curves: nested parts, the same validation images, and the same curve however often killed."""

from itertools import pairwise

import numpy as np
import pytest

from inkread.errors import TrainingError
from inkread.evaluation.power_law import LEAST_SIZES
from inkread.training.learning_curve import learning_curve, nested_rows, usual_sizes
from inkread.training.recipes import find_recipe
from inkread.training.run_folder import RunOptions

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]
SIZES = (40, 80, 160, 320)
LABELS = np.repeat([0, 1, 2], [700, 200, 100])


def test_each_part_holds_the_one_before():
    parts = nested_rows(LABELS, (3, 50, 400, 1000), seed=0)
    assert [len(part) for part in parts] == [3, 50, 400, 1000]
    assert all(np.isin(small, large).all() for small, large in pairwise(parts))


def test_each_part_holds_the_classes_by_their_share():
    for size, rows in zip((50, 400), nested_rows(LABELS, (50, 400), seed=0), strict=True):
        assert np.bincount(LABELS[rows]) / size == pytest.approx([0.7, 0.2, 0.1], abs=0.06)


def test_as_many_images_as_classes_hold_one_of_each():
    (rows,) = nested_rows(LABELS, (3,), seed=5)
    assert LABELS[rows].tolist() == [0, 1, 2]


def test_another_seed_draws_other_rows_and_the_same_the_same():
    first, again, other = (nested_rows(LABELS, (50,), seed=seed)[0].tolist() for seed in (0, 0, 1))
    assert first == again != other


@pytest.mark.parametrize("size", [0, 2, 1001])
def test_a_size_out_of_range_is_refused(size):
    with pytest.raises(TrainingError, match="expected sizes from 3, one image a class, to 1000"):
        nested_rows(LABELS, (10, size), seed=0)


def test_the_usual_sizes_halve_while_two_a_class_are_left():
    assert usual_sizes(320, 10) == (20, 40, 80, 160, 320)


@pytest.mark.parametrize("num_classes", [2, 5, 26])
def test_few_images_are_spread_over_as_many_sizes_as_a_law_needs(num_classes):
    for num in range(num_classes + LEAST_SIZES - 1, 40 * num_classes):
        sizes = usual_sizes(num, num_classes)
        assert len(sizes) >= LEAST_SIZES
        assert sorted(set(sizes)) == list(sizes)
        assert (num_classes <= sizes[0], sizes[-1]) == (True, num)


def test_too_few_images_for_a_law_are_refused_before_anything_trains():
    with pytest.raises(TrainingError, match=r"expected 8 training images or more, .* got 7; give"):
        usual_sizes(7, 5)


@pytest.fixture
def grow(digits, tmp_path):
    """Makes the learning curve of a few digits in two epochs of the baseline."""
    recipe = find_recipe("mlp", epochs=2, batch_size=32)

    def make(folder="curve", *, sizes=SIZES, recipe=recipe, **options):
        return learning_curve(recipe, digits, RunOptions(tmp_path / folder, **options), sizes=sizes)

    return make


def test_more_images_read_better_and_a_curve_killed_goes_on_to_the_same_points(grow, tmp_path, monkeypatch):
    from inkread.training import learning_curve as module

    whole = grow()
    assert [point.size for point in whole] == list(SIZES)
    assert whole[-1].validation_accuracy > whole[0].validation_accuracy
    trained = []

    def killed(recipe, part, options, **watching):
        trained.append(len(part.labels))
        if len(trained) == 3:
            raise KeyboardInterrupt
        return train(recipe, part, options, **watching)

    train = module.train
    monkeypatch.setattr(module, "train", killed)
    with pytest.raises(KeyboardInterrupt):
        grow("killed")
    assert grow("killed", resume=True) == whole
    assert trained == [40, 80, 160, 160, 320]


def test_a_folder_of_a_curve_is_neither_overwritten_nor_mixed(grow):
    grow(sizes=(20, 30))
    with pytest.raises(TrainingError, match="resume it, or name another"):
        grow(sizes=(20, 30))
    with pytest.raises(TrainingError, match="expected the same recipe as when the curve began"):
        grow(sizes=(20, 30), recipe=find_recipe("mlp", epochs=1), resume=True)
    with pytest.raises(TrainingError, match="expected a learning curve to go on with, got none"):
        grow("new", resume=True)
