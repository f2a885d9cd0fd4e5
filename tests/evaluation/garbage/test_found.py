"""Image files that are no character are found in a folder and in a zip alike."""

import zipfile

import pytest

from inkread.errors import DataError
from inkread.evaluation.garbage.found import image_files


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files" / "deep").mkdir(parents=True)
    for name in ("b.png", "a.JPG", "deep/c.webp", "notes.txt"):
        (tmp_path / "files" / name).write_bytes(name.encode())
    return tmp_path / "files"


def test_images_come_in_order_of_their_names_however_deep(folder):
    assert list(image_files(folder)) == [b"a.JPG", b"b.png", b"deep/c.webp"]


def test_a_zip_holds_the_same_images(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "files.zip", "w") as made:
        for path in folder.rglob("*.*"):
            made.write(path, path.relative_to(folder))
    assert list(image_files(tmp_path / "files.zip")) == list(image_files(folder))


@pytest.mark.parametrize("name", ["nowhere", "notes.txt"])
def test_what_holds_no_images_is_refused(folder, name):
    with pytest.raises(DataError, match=f"{name}: expected a folder or a zip of images"):
        list(image_files(folder / name))


def test_a_folder_without_images_is_refused(tmp_path):
    with pytest.raises(DataError, match="expected images"):
        list(image_files(tmp_path))
