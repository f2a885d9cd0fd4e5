"""What a person types means the same images in every shell."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from inkread.cli.image_paths import complaint, expand
from inkread.errors import ImageError


def names(*arguments):
    return [item.name for item in expand(arguments)]


def more(name):
    return str(Path("more") / name)


@pytest.mark.usefixtures("images")
def test_a_file_is_itself_whatever_its_suffix():
    assert names("notes.txt", "T.png") == ["notes.txt", "T.png"]


def test_a_folder_means_the_images_in_it_and_below(images):
    (images / ".hidden").mkdir()
    (images / ".hidden" / "H.png").write_bytes(b"")
    (images / "more" / "._V.png").write_bytes(b"")
    assert names(".") == ["T.png", "X.png", more("L.png"), more("V.PNG")]


@pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
def test_links_to_folders_are_followed_into_each_once(images):
    (images.parent / "elsewhere").mkdir()
    (images.parent / "elsewhere" / "E.png").write_bytes(b"")
    (images / "behind").symlink_to("../elsewhere")
    (images / "behind" / "back").symlink_to(images)
    assert names(".") == ["T.png", "X.png", str(Path("behind") / "E.png"), more("L.png"), more("V.PNG")]


@pytest.fixture
def locked(images, monkeypatch):
    """A folder among the images that cannot be listed, by no user."""
    (images / "locked").mkdir()
    scandir = os.scandir

    def refusing(path="."):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    return images


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("argument", [".", "*"])
def test_a_folder_that_cannot_be_listed_is_an_error_in_its_place_and_the_others_are_found(argument):
    found = {item.name: item.source for item in expand([argument]) if item.name != "notes.txt"}
    assert {name for name in found if name != "locked"} == {"T.png", "X.png", more("L.png"), more("V.PNG")}
    assert found["locked"].reason == "unreadable"
    assert "got Permission denied; give yourself the right to read it" in str(found["locked"])


@pytest.mark.usefixtures("locked")
def test_a_folder_that_cannot_be_listed_is_not_said_to_be_empty():
    (found,) = expand(["locked"])
    assert found.name == "locked"
    assert "expected a folder that can be listed" in str(found.source)


def test_what_lies_behind_a_folder_that_cannot_be_entered_is_left_to_the_reader(monkeypatch):
    def refusing(path, **_how):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "stat", refusing)
    found = expand(["locked/T.png", "locked/*.png"])
    assert [item.name for item in found] == ["locked/T.png", "locked/*.png"]


def test_files_of_other_kinds_in_a_folder_are_counted_on_standard_error(images, capsys):
    for name in ("a.pdf", "more/b.PDF", "more/LICENSE", ".hidden.pdf"):
        (images / name).write_bytes(b"")
    assert len(names(".")) == 4
    said = capsys.readouterr().err
    assert said == "inkread: 4 files of other kinds are left out: .pdf, .txt, no ending\n"


def test_where_nothing_is_left_out_nothing_is_said(images, capsys):
    names("more", "T.png")
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("images")
@pytest.mark.parametrize(
    ("pattern", "found"),
    [("?.png", ["T.png", "X.png"]), ("**/L.*", [more("L.png")]), ("mor[e]", [more("L.png"), more("V.PNG")])],
)
def test_a_glob_is_expanded_here(pattern, found):
    assert names(pattern) == found


def test_a_file_whose_name_looks_like_a_glob_is_that_file(images):
    (images / "T[1].png").write_bytes(b"")
    assert names("T[1].png") == ["T[1].png"]


def test_a_dash_is_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"picture")))
    (found,) = expand(["-"])
    assert (found.name, found.source) == ("-", b"picture")


@pytest.mark.parametrize("argument", ["*.gif", "empty"])
def test_finding_nothing_is_an_error_in_its_place(images, argument):
    (images / "empty").mkdir()
    first, missing, last = expand(["T.png", argument, "X.png"])
    assert isinstance(missing.source, ImageError)
    assert argument in str(missing.source)
    assert [first.name, last.name] == ["T.png", "X.png"]


@pytest.mark.usefixtures("images")
def test_an_empty_name_is_an_error_and_not_the_current_folder():
    first, unnamed = expand(["T.png", ""])
    assert first.name == "T.png"
    assert unnamed.source.reason == "not_found"
    assert "got an empty name" in str(unnamed.source)


@pytest.mark.parametrize(
    "message", ["expected an image,\ngot none; look", "a\x1b.png: expected an image, got none; look"]
)
def test_a_complaint_is_one_harmless_line_that_names_the_image_once(message):
    said = complaint("a\x1b.png", ImageError(message, reason="not_an_image"))
    assert said == "a\ufffd.png: expected an image, got none; look"
