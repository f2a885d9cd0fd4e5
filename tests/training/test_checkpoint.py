"""Checkpoints: everything comes back, a damaged one is passed over, a full disk loses nothing."""

import os
import zipfile

import numpy as np
import pytest

from inkread.errors import TrainingError

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture
def position():
    from inkread.training.checkpoint import Position

    return Position("r", "d", 0).after({"loss": 0.1 + 0.2, "accuracy": 1 / 3}, 7)


def arrays(model):
    return [np.asarray(variable).copy() for variable in (*model.variables, *model.optimizer.variables)]


def step(model, noise):
    return float(model.train_on_batch(noise(8)[..., None], np.arange(8) % 3))


def test_weights_optimiser_and_dropouts_seeds_come_back(small_network, noise, position, tmp_path):
    from inkread.training import checkpoint

    model = small_network()
    step(model, noise)
    checkpoint.save(tmp_path, model, position)
    saved = arrays(model)
    other = small_network(seed=9)
    assert checkpoint.restore(tmp_path, other) == position
    for found, expected in zip(arrays(other), saved, strict=True):
        np.testing.assert_array_equal(found, expected)
    names = [variable.path for variable in model.variables]
    assert any("seed_generator" in name for name in names)
    assert step(other, noise) == step(model, noise)  # the same dropout, the same moments
    for found, expected in zip(arrays(other), arrays(model), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_a_position_comes_back_with_its_rows_and_sums(small_network, position, tmp_path):
    from inkread.training import checkpoint

    later = position.next_epoch({"epoch": 1, **position.means(), "finished_at": 1.5}).after({"loss": 2.0}, 3)
    checkpoint.save(tmp_path, small_network(), later)
    assert checkpoint.restore(tmp_path, small_network()) == later


def test_the_newest_two_are_kept(small_network, position, tmp_path):
    from inkread.training import checkpoint

    model = small_network()
    for _ in range(4):
        checkpoint.save(tmp_path, model, position)
        position = position.after({"loss": 1.0}, 1)
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        checkpoint.NAME.format(number) for number in (3, 4)
    ]


def test_there_is_nothing_to_restore_in_an_empty_folder(small_network, tmp_path):
    from inkread.training import checkpoint

    assert checkpoint.restore(tmp_path, small_network()) is None


def cut(content):
    return content[: len(content) // 2]


def flip(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def respell_a_shape(content):
    return content.replace(b"(784, 3)", b"(78,  3)", 1)


def empty(_content):
    return b""


@pytest.mark.parametrize("damage", [cut, flip, respell_a_shape, empty])
def test_a_damaged_newest_is_passed_over_for_the_one_before(small_network, position, damage, tmp_path):
    from inkread.training import checkpoint

    model = small_network()
    checkpoint.save(tmp_path, model, position)
    newest = checkpoint.save(tmp_path, model, position.after({"loss": 9.0}, 1))
    whole = newest.read_bytes()
    newest.write_bytes(damage(whole))
    assert newest.read_bytes() != whole
    assert checkpoint.restore(tmp_path, small_network()) == position


def test_two_damaged_ones_are_an_error_that_names_the_file(small_network, position, tmp_path):
    from inkread.training import checkpoint

    model = small_network()
    checkpoint.save(tmp_path, model, position)
    checkpoint.save(tmp_path, model, position.after({"loss": 9.0}, 1))
    for path in tmp_path.iterdir():
        path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(TrainingError, match=r"000000002\.npz: expected a whole checkpoint, got a damaged"):
        checkpoint.restore(tmp_path, model)


def test_another_networks_checkpoint_is_refused_and_changes_nothing(small_network, position, tmp_path):
    from inkread.training import checkpoint

    checkpoint.save(tmp_path, small_network(), position)
    other = small_network(units=4)
    before = arrays(other)
    with pytest.raises(TrainingError, match="expected a checkpoint of this network, got one of another"):
        checkpoint.restore(tmp_path, other)
    for found, expected in zip(arrays(other), before, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_a_full_disk_leaves_the_old_checkpoint_whole(small_network, position, tmp_path, monkeypatch):
    from inkread.training import checkpoint

    model = small_network()
    path = checkpoint.save(tmp_path, model, position)
    whole = path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        checkpoint.save(tmp_path, model, position)
    with pytest.raises(OSError, match="No space left"):
        checkpoint.save(tmp_path, model, position.after({"loss": 1.0}, 1))
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == whole


def test_a_checkpoint_holds_arrays_and_json_only(small_network, position, tmp_path):
    from inkread.training import checkpoint

    path = checkpoint.save(tmp_path, small_network(), position)
    with zipfile.ZipFile(path) as opened:
        assert all(name.endswith(".npy") for name in opened.namelist())
    with np.load(path, allow_pickle=False) as opened:
        assert {opened[name].dtype.kind for name in opened.files} <= set("fiu")
