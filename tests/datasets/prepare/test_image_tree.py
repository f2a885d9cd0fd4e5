"""Trees of image files: names, contents, and going on after a kill."""

import cv2
import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.prepare import image_tree
from inkread.datasets.prepare.image_tree import class_folders, count_images, write_image_tree
from inkread.datasets.samples import Samples

PLAN = {"seed": 0}


@pytest.fixture
def samples():
    images = np.random.default_rng(0).integers(0, 256, (12, 28, 28), np.uint8)
    return Samples("mine", images, np.array([0, 1, 2] * 4), Charset.parse("upper"))


def everything(samples):
    return np.arange(len(samples))


def test_each_image_stands_in_the_folder_of_its_grapheme(samples, tmp_path):
    assert write_image_tree(tmp_path / "train", samples, np.array([0, 1, 3, 11]), plan=PLAN) == 4
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert names == ["train/A/00001.png", "train/A/00002.png", "train/B/00001.png", "train/C/00001.png"]
    written = cv2.imread(str(tmp_path / "train/A/00002.png"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(written, samples.images[3])


@pytest.mark.parametrize(
    ("charset", "folder"),
    [("upper", "A"), ("digits", "0"), ("letters", "U+0041"), ("balanced", "U+0030"), ("/", "U+002F")],
)
def test_folders_are_plain_only_where_every_file_system_tells_them_apart(charset, folder):
    assert class_folders(Charset.parse(charset))[0] == folder


@pytest.fixture
def killed_in_the_third_class(samples, tmp_path, monkeypatch):
    """A tree whose writing broke off at the third class; returns the encoder that counts calls."""
    calls = []
    encode = image_tree._png

    def counting(image):
        calls.append(image)
        if len(calls) == 10:
            raise KeyboardInterrupt
        return encode(image)

    monkeypatch.setattr(image_tree, "_png", counting)
    with pytest.raises(KeyboardInterrupt):
        write_image_tree(tmp_path / "train", samples, everything(samples), plan=PLAN)
    return calls


def test_a_tree_is_not_there_before_it_is_whole(killed_in_the_third_class, tmp_path):
    assert not (tmp_path / "train").exists()


def test_a_killed_run_goes_on_with_the_class_it_was_at(killed_in_the_third_class, samples, tmp_path):
    write_image_tree(tmp_path / "train", samples, everything(samples), plan=PLAN)
    assert len(killed_in_the_third_class) == 10 + 4
    assert count_images(tmp_path / "train") == 12
    assert [path.name for path in tmp_path.iterdir()] == ["train"]
    assert not list((tmp_path / "train").glob(".*"))


def test_a_half_tree_of_another_plan_is_thrown_away(killed_in_the_third_class, samples, tmp_path):
    write_image_tree(tmp_path / "train", samples, np.array([2]), plan={"seed": 1})
    assert count_images(tmp_path / "train") == 1


def test_an_empty_file_of_a_power_cut_is_written_again(killed_in_the_third_class, samples, tmp_path):
    (tmp_path / ".train.growing" / "A" / "00003.png").write_bytes(b"")
    write_image_tree(tmp_path / "train", samples, everything(samples), plan=PLAN)
    assert count_images(tmp_path / "train") == 12


def test_an_older_tree_is_replaced_whole(samples, tmp_path):
    write_image_tree(tmp_path / "train", samples, everything(samples), plan=PLAN)
    write_image_tree(tmp_path / "train", samples, np.array([5]), plan={"seed": 1})
    assert [path.name for path in (tmp_path / "train").rglob("*")] == ["C", "00001.png"]


def test_progress_ends_at_the_number_of_images(samples, tmp_path):
    counts = []
    write_image_tree(tmp_path / "train", samples, everything(samples), plan=PLAN, progress=counts.append)
    assert counts == [4, 8, 12]


def test_nothing_counts_as_no_images(tmp_path):
    assert count_images(tmp_path / "none") == 0
