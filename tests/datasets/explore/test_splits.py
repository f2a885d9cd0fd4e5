"""The splits of a source are told from names, whatever its form."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from inkread.charset import NAMED
from inkread.datasets.az_csv import write_az_csv
from inkread.datasets.cache import write_cache
from inkread.datasets.explore.splits import split_names
from inkread.datasets.formats import write_idx, write_npz
from inkread.datasets.samples import Samples
from inkread.errors import DataError


def blank(num: int) -> Samples:
    return Samples("blank", np.zeros((num, 28, 28), np.uint8), np.zeros(num, np.int64), NAMED["upper"])


def png() -> bytes:
    file = io.BytesIO()
    Image.new("L", (9, 9), 255).save(file, "PNG")
    return file.getvalue()


def test_published_files_name_their_splits(tmp_path):
    write_idx(tmp_path / "t10k-images-idx3-ubyte.gz", np.zeros((1, 28, 28), np.uint8))
    assert split_names(str(tmp_path)) == ("test",)
    write_idx(tmp_path / "train-images-idx3-ubyte.gz", np.zeros((1, 28, 28), np.uint8))
    assert split_names(str(tmp_path)) == ("train", "test")


def test_tables_name_their_splits(tmp_path):
    for split in ("train", "test"):
        write_az_csv(tmp_path / f"{split}.csv", blank(2))
    assert split_names(str(tmp_path)) == ("train", "test")


def test_arrays_name_their_splits(tmp_path):
    write_npz(tmp_path / "a.npz", {"test": blank(1), "train": blank(2)})
    assert split_names(str(tmp_path / "a.npz")) == ("train", "test")


def test_folders_of_images_name_their_splits_in_a_zip_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("test/A/1.png", "train/A/1.png", "val/B/1.png"):
            archive.writestr(name, png())
            (tmp_path / "tree" / name).parent.mkdir(parents=True)
            (tmp_path / "tree" / name).write_bytes(png())
    assert split_names(str(tmp_path / "a.zip")) == ("train", "validation", "test")
    assert split_names(str(tmp_path / "tree")) == ("train", "validation", "test")


def test_caches_single_tables_and_what_is_not_there_have_none(tmp_path):
    write_cache(tmp_path / "cache", blank(1))
    write_az_csv(tmp_path / "a.csv", blank(1))
    for name in ("cache", "a.csv", "nowhere"):
        assert split_names(str(tmp_path / name)) == ()


def test_a_damaged_file_is_no_file_without_splits(tmp_path):
    (tmp_path / "a.npz").write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(DataError, match="damaged"):
        split_names(str(tmp_path / "a.npz"))
