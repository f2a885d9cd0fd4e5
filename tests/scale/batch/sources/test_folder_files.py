"""A folder's files are found behind links too, each link once, and none of them vanishes without a word."""

import itertools
import os

import pytest

from inkread.errors import DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import Shard
from inkread.scale.batch.sources.choose import source_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")


@pytest.fixture
def folder(tmp_path, png):
    """A folder with an image, and another beside it."""
    for name in ("scans", "elsewhere"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "T.png").write_bytes(png(3))
    return tmp_path / "scans"


def listed(folder, scratch):
    """Return the images that are listed, and what is left out."""
    left_out = LeftOut()
    places = list(source_of(str(folder)).places(scratch, left_out))
    return [name for _, names in places for name in names], left_out.kinds


def test_links_to_folders_and_files_are_followed(folder, tmp_path):
    (folder / "more").symlink_to("../elsewhere")
    (folder / "one.png").symlink_to("../elsewhere/T.png")
    names, left_out = listed(folder, tmp_path)
    assert names == ["T.png", "more/T.png", "one.png"]
    assert not left_out


def test_a_folder_that_several_links_lead_to_is_gone_into_once(folder, tmp_path, png):
    (folder / "run1").mkdir()
    (folder / "run1" / "V.png").write_bytes(png(4))
    (folder / "latest").symlink_to("run1")
    (folder / "run1" / "away").symlink_to("../../elsewhere")
    (folder / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (folder / "other").symlink_to("../elsewhere")
    names, left_out = listed(folder, tmp_path)
    assert names == ["T.png", "more/T.png", "run1/V.png"]
    assert left_out == {"no ending": 3}


def test_links_that_cross_at_each_step_are_no_thousands_of_paths(folder, tmp_path):
    steps = [tmp_path / "steps" / str(number) for number in range(30)]
    for step in steps:
        step.mkdir(parents=True)
    for step, following in itertools.pairwise(steps):
        (step / "left").symlink_to(following)
        (step / "right").symlink_to(following)
    (steps[-1] / "T.png").write_bytes((folder / "T.png").read_bytes())
    (folder / "in").symlink_to(steps[0])
    assert listed(folder, tmp_path)[0] == ["T.png", "in/" + "left/" * 29 + "T.png"]


def test_a_folder_of_nothing_but_a_link_is_no_empty_one(tmp_path, folder):
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "set").symlink_to(folder)
    assert listed(tmp_path / "links", tmp_path)[0] == ["set/T.png"]


def test_links_that_lead_back_end_and_are_counted(folder, tmp_path):
    (folder / "back").symlink_to(".")
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to("../..")  # and down again to where it lies
    names, left_out = listed(folder, tmp_path)
    assert names == ["T.png", "deep/up/elsewhere/T.png"]
    assert left_out == {"no ending": 2}


def test_a_link_that_leads_nowhere_is_an_image_that_is_not_there(folder, tmp_path):
    (folder / "gone.png").symlink_to("nowhere")
    (folder / "ring.png").symlink_to("ring.png")
    (folder / "gone").symlink_to("nowhere")
    names, left_out = listed(folder, tmp_path)
    assert names == ["T.png", "gone.png", "ring.png"]
    assert left_out == {"no ending": 1}
    images = source_of(str(folder)).images(Shard(0, 0, 3, names))
    assert [image.name for image in images] == names


def test_a_pipe_is_not_opened(folder, tmp_path):
    os.mkfifo(folder / "pipe.png")
    (folder / "link.png").symlink_to("pipe.png")
    assert listed(folder, tmp_path)[0] == ["T.png"]


def test_a_folder_that_cannot_be_listed_ends_the_listing(folder, tmp_path, monkeypatch):
    (folder / "locked").mkdir()
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(
        DataError, match="locked: expected a folder that can be listed, got Permission denied"
    ):
        listed(folder, tmp_path)
