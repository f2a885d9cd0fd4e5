"""Several processes say what one says, in the same order, to the byte."""

from concurrent.futures.process import BrokenProcessPool

import pytest
from PIL import Image

from inkread.cli import worker_pool
from inkread.cli.read_images import BLOCK


@pytest.fixture
def folder(tmp_path, drawing):
    """A folder of more images than one block, one of them damaged and one blank."""
    place = tmp_path / "pages"
    place.mkdir()
    for number in range(BLOCK + 6):
        Image.fromarray(drawing("17LTVX"[number % 6], pen=5 + number % 7)).save(place / f"{number:03}.png")
    (place / "004.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    Image.new("L", (40, 40), 255).save(place / "065.png")
    return place


@pytest.mark.parametrize("form", ["csv", "json"])
def test_two_workers_write_the_bytes_of_one(folder, tiny_folder, inkread, tmp_path, form):
    written = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.{form}"
        done = inkread("read", folder, "--bundle", tiny_folder, "-o", out, "--workers", workers, "-q")
        assert (done.code, done.err) == (1, "")  # one image is damaged
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert b"004.png" in written[0]


def test_the_error_of_an_image_comes_back_whole(folder, tiny_folder, inkread):
    said = [
        inkread("read", folder, "--bundle", tiny_folder, "--workers", workers, "-q") for workers in (1, 2)
    ]
    assert said[0].out == said[1].out
    assert said[0].err == said[1].err != ""


@pytest.mark.parametrize("option", [["--keep"], ["--explain", "out"]])
def test_what_one_process_alone_can_do_is_refused_with_several(folder, inkread, option):
    done = inkread("read", folder, "--workers", 2, *option)
    assert done.code == 2
    assert "expected one worker" in " ".join(done.err.split())


def test_what_is_known_to_be_no_image_is_told_by_a_worker_too(folder, tiny_folder, inkread):
    asked = ("read", folder, "", folder / "none*.png", "--bundle", tiny_folder, "-q")
    said = [inkread(*asked, "--workers", workers) for workers in (1, 2)]
    assert said[0].out == said[1].out
    assert said[0].err == said[1].err
    assert "got an empty name" in said[0].err


def test_one_block_starts_no_process(folder, tiny_folder, inkread, monkeypatch):
    monkeypatch.setattr(worker_pool, "ProcessPoolExecutor", None)
    done = inkread("read", folder / "000.png", "--bundle", tiny_folder, "--workers", 4, "-q")
    assert (done.code, done.err) == (0, "")


def test_a_killed_worker_is_said_in_words(folder, tiny_folder, inkread, monkeypatch):
    def killed(*_):
        raise BrokenProcessPool("a process ended")

    monkeypatch.setattr(worker_pool.ProcessPoolExecutor, "submit", killed)
    done = inkread("read", folder, "--bundle", tiny_folder, "--workers", 2, "-q")
    assert done.code == 1
    assert "got one that was killed" in done.err


def test_a_name_that_means_no_image_is_an_error_in_its_place(folder, tiny_folder, inkread):
    asked = ("read", folder / "000.png", "", "--bundle", tiny_folder, "-q")
    one, two = (inkread(*asked, "--workers", workers) for workers in (1, 2))
    assert (two.code, two.out, two.err) == (1, one.out, one.err)
