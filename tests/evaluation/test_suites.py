"""The sets that every model card quotes, each with its fixed split."""

from pathlib import Path

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.suites import STANDARD, pool_part, standard_set, standard_suite

ROWS = "".join(f"{digit} " + " ".join(["-1"] * 200 + ["1"] * 56) + "\n" for digit in (7, 3))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of data sets that holds two rows of USPS and nothing else."""
    folder = tmp_path / "usps"
    folder.mkdir()
    (folder / "zip.test").write_text(ROWS, "ascii")
    return tmp_path


def test_sets_that_are_not_there_are_told_and_not_left_out(root: Path):
    found = {item.name: samples for item, samples in standard_suite(root)}
    assert list(found) == [item.name for item in STANDARD]
    assert [name for name, samples in found.items() if samples is not None] == ["usps-test"]


def test_a_set_of_the_suite_is_opened_by_its_name(root: Path):
    found = standard_set("usps-test", root)
    assert found is not None
    assert (found.name, found.labels.tolist()) == ("usps-test", [7, 3])


def test_other_names_are_not_of_the_suite(root: Path):
    assert standard_set("./usps", root) is None


def test_a_folder_without_any_set_is_refused(tmp_path: Path):
    with pytest.raises(DataError, match="name the folder of data sets with --data-root"):
        next(standard_suite(tmp_path))


def test_a_damaged_set_is_no_absent_set(root: Path):
    (root / "usps" / "zip.test").write_text("7 1 1\n", "ascii")
    with pytest.raises(DataError, match="expected a label and 256 values"):
        list(standard_suite(root))


def test_the_pool_has_three_parts(tmp_path: Path):
    with pytest.raises(DataError, match="expected the part train, validation, test, got 'dev'"):
        pool_part(tmp_path, "dev")


@pytest.mark.real_data
def test_the_pool_is_split_by_class_and_no_image_is_in_two_parts(real_data: Path):
    parts = [pool_part(real_data / "emnist", part) for part in ("train", "validation", "test")]
    assert [len(part) for part in parts] == pytest.approx([93_058, 11_632, 11_632], abs=62)
    assert parts[2].name == "emnist-pool-test"
    counts = np.stack([np.bincount(part.labels, minlength=62) for part in parts])
    assert np.abs(counts[2] - counts.sum(axis=0) / 10).max() <= 1
    digests = [{image.tobytes() for image in np.asarray(part.images)} for part in parts]
    assert not digests[0] & digests[2]
    assert not digests[1] & digests[2]
