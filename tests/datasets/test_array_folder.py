"""Kept arrays come back as they were, and nothing half written passes for whole."""

import json

import numpy as np
import pytest

from inkread.datasets.array_folder import keep_arrays, kept_arrays
from inkread.errors import DataError

ARRAYS = {"glyphs": np.arange(8, dtype=np.uint8).reshape(2, 2, 2), "labels": np.array([3, 1])}


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "run" / "pool.json"
    keep_arrays(path, {"source": "Zahlen für 7"}, ARRAYS)
    return path


def test_what_is_kept_comes_back_and_stays_on_disk(record):
    facts, arrays = kept_arrays(record, ["source"], tuple(ARRAYS))
    assert facts == {"source": "Zahlen für 7"}
    assert all(np.array_equal(arrays[name], ARRAYS[name]) for name in ARRAYS)
    assert all(isinstance(array, np.memmap) for array in arrays.values())


def test_the_record_comes_last(tmp_path, monkeypatch):
    def killed(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(json, "dumps", killed)
    with pytest.raises(KeyboardInterrupt):
        keep_arrays(tmp_path / "pool.json", {}, ARRAYS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["glyphs.npy", "labels.npy"]
    with pytest.raises(DataError, match="got none whole"):
        kept_arrays(tmp_path / "pool.json", [], tuple(ARRAYS))


def test_what_a_killed_writing_left_is_cleared_away(tmp_path):
    (tmp_path / ".glyphs.npy.abcd_123.tmp").write_bytes(b"half")
    keep_arrays(tmp_path / "pool.json", {}, ARRAYS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["glyphs.npy", "labels.npy", "pool.json"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pool.json", b"{"),
        ("pool.json", b"3"),
        ("pool.json", b"{}"),
        ("pool.json", b"\xff"),
        ("glyphs.npy", b"half"),
        ("labels.npy", b""),
    ],
)
def test_a_damaged_file_is_named(record, name, content):
    record.with_name(name).write_bytes(content)
    with pytest.raises(DataError, match=r"run: expected the images of a run, got none whole"):
        kept_arrays(record, ["source"], tuple(ARRAYS))
