"""Trees of images are read by the names of their folders, from a folder and from a zip alike."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image

from inkread.charset import NAMED, Charset
from inkread.datasets.folder.reader import is_image_tree, leave_out_bad, read_folder
from inkread.datasets.samples import Samples
from inkread.errors import CharsetError, DataError, ImageError


def png(value=200):
    file = io.BytesIO()
    Image.fromarray(np.full((3, 4), value, np.uint8)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(params=["folder", "zip"])
def tree(request, tmp_path):
    """Return a function that lays out files as a folder or a zip of them."""

    def lay_out(**files):
        root = tmp_path / "mine"
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        return root if request.param == "folder" else type(root)(shutil.make_archive(str(root), "zip", root))

    return lay_out


def test_graphemes_and_code_points_name_the_labels(tree):
    source = tree(**{"b/2.png": png(20), "U+0041/1.png": png(10), "b/10.PNG": png(30)})
    samples = read_folder(source).samples
    assert samples.name == "mine"
    assert [samples.charset.decode(label) for label in samples.labels] == ["A", "b", "b"]
    assert [int(image[0, 0]) for image in samples.images] == [10, 30, 20]
    assert samples.images[0].shape == (3, 4)
    assert samples.writers is None


def test_what_systems_leave_behind_is_ignored(tree):
    junk = [
        "__MACOSX/A/._1.png",
        "A/.DS_Store",
        "A/._1.png",
        "A/Thumbs.db",
        "A/desktop.ini",
        "A/notes.txt",
        "1.png",
    ]
    assert len(read_folder(tree(**{"A/1.png": png()}, **dict.fromkeys(junk, b"junk"))).samples) == 1


def test_writers_are_known_where_every_file_names_one(tree):
    source = tree(**{"U+0041/writer01.png": png(), "U+0041/writer02-7.png": png()})
    assert read_folder(source).samples.writers == ("writer01", "writer02")


def test_one_file_without_a_writer_leaves_none_known(tree):
    assert read_folder(tree(**{"A/writer01.png": png(), "A/2.png": png()})).samples.writers is None


def test_folders_above_choose_the_split(tree):
    source = tree(**{"train/A/1.png": png(1), "train/B/1.png": png(2), "test/A/1.png": png(3)})
    test = read_folder(source, split="test", charset=NAMED["upper"]).samples
    assert (test.name, len(test), int(test.images[0][0, 0])) == ("mine-test", 1, 3)
    assert len(read_folder(source).samples) == 3


def test_a_split_that_is_not_there_names_those_that_are(tree):
    with pytest.raises(DataError, match="expected a folder 'validation', got test; choose"):
        read_folder(tree(**{"test/A/1.png": png()}), split="validation")


def test_graphemes_that_are_exactly_a_named_set_get_it(tree):
    source = tree(**{f"{digit}/1.png": png() for digit in "0123456789"})
    assert read_folder(source).samples.charset is NAMED["digits"]


def test_a_given_charset_sets_the_labels_and_refuses_strangers(tree):
    source = tree(**{"B/1.png": png()})
    assert read_folder(source, charset=Charset(tuple("ZB"))).samples.labels.tolist() == [1]
    with pytest.raises(CharsetError, match="got 'B'"):
        read_folder(source, charset=NAMED["digits"])


def test_a_folder_named_otherwise_is_refused_with_its_name(tree):
    with pytest.raises(DataError, match=r"cats/1\.png: expected a folder named by one character.*got 'cats'"):
        read_folder(tree(**{"cats/1.png": png()}))


def test_no_images_at_all_is_refused(tree):
    with pytest.raises(DataError, match=r"expected images such as A/1\.png"):
        read_folder(tree(**{"A/notes.txt": b"none"}))


def test_a_bad_image_is_named_when_it_is_asked_for(tree):
    samples = read_folder(tree(**{"A/1.png": png(), "A/2.png": png()[:-30]})).samples
    assert samples.images[0].shape == (3, 4)
    with pytest.raises(ImageError, match=r"mine.*: A/2\.png: "):
        samples.images[1]


def test_bad_images_are_left_out_and_told_when_asked(tree):
    files = {"A/1.png": png(), "A/2.png": b"no image", "B/writer01.png": png(), "C/3.png": b""}
    steps = []
    read = read_folder(tree(**files), skip_bad=True, progress=lambda done, total: steps.append((done, total)))
    assert len(read.samples) == 2
    assert [fault.split(": ")[1] for fault in read.faults] == ["A/2.png", "C/3.png"]
    assert steps[-1] == (4, 4)


def test_a_file_that_went_away_or_is_too_large_is_named(tmp_path, monkeypatch):
    (tmp_path / "A").mkdir()
    (tmp_path / "A" / "1.png").write_bytes(png())
    samples = read_folder(tmp_path).samples
    monkeypatch.setattr("inkread.datasets.folder.reader.MOST_MEMBER_BYTES", 10)
    with pytest.raises(DataError, match=r"1\.png: expected at most 0 MiB, got more"):
        samples.images[0]
    (tmp_path / "A" / "1.png").unlink()
    with pytest.raises(DataError, match=r"1\.png: expected a readable file, got "):
        samples.images[0]


def test_arrays_have_nothing_to_leave_out():
    samples = Samples("d", np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.int64), NAMED["digits"])
    assert leave_out_bad(samples).samples is samples


def test_a_part_of_the_images_is_taken_without_decoding(tree):
    images = read_folder(tree(**{"A/1.png": b"bad", "A/2.png": png(9)})).samples.images
    assert images[1:].names == ("A/2.png",)
    assert int(images[1:][0][0, 0]) == 9


def test_a_folder_is_known_as_a_tree_by_one_image_below_another_folder(tmp_path):
    (tmp_path / "1.png").write_bytes(png())
    assert not is_image_tree(tmp_path)
    (tmp_path / "A").mkdir()
    (tmp_path / "A" / "1.png").write_bytes(png())
    assert is_image_tree(tmp_path)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "count", "classes", "writers"),
    [("drawn62-dev", 1674, 62, 27), ("photos62-dev", 2858, 62, None), ("upper26-dev", 8139, 26, None)],
)
def test_own_image_zips_have_their_counts(real_data, name, count, classes, writers):
    samples = read_folder(real_data / "own-images" / f"{name}.zip").samples
    assert (len(samples), len(samples.charset)) == (count, classes)
    assert (writers is None) is (samples.writers is None)
    assert samples.writers is None or len(set(samples.writers)) == writers
    assert samples.images[0].dtype == np.uint8
