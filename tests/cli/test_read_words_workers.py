"""Words read by several processes: what one says, in the same order, to the byte."""

import json
import multiprocessing

import numpy as np
import pytest
from PIL import Image

from inkread.cli import read_words, read_words_output, worker_pool


@pytest.fixture
def read(inkread, images, drawing, tiny_folder):
    """Calls `inkread read` with the tiny bundle beside `code.png` and `two.tif`, which show L T 1."""
    page = Image.fromarray(np.hstack([drawing(char)[:, 15:105] for char in "LT1"]))
    page.save(images / "code.png")
    page.save(images / "two.tif", save_all=True, append_images=[page])
    (images / "words.txt").write_text("LT1\nXV7\nLÖ1\n")
    return lambda *arguments: inkread("read", *arguments, "--bundle", tiny_folder)


NAMES = ("code.png", "notes.txt", "two.tif", "", "none.png", "T.png", "more")


@pytest.mark.parametrize(
    "options",
    [
        ["--pattern", "[LTVX17]{1,3}"],
        ["--lexicon", "words.txt", "--json"],
        ["--lines", "--csv", "--output", "answers.csv"],
        ["--words", "--mode", "connected", "--language", "words.txt", "--quiet"],
    ],
)
def test_any_number_of_workers_says_the_same(read, images, options):
    said, written = [], images / "answers.csv"
    for workers in (1, 2, 3):
        answer = read(*NAMES, *options, "--workers", workers)
        said.append((answer.code, answer.out, answer.err, written.read_bytes() if written.exists() else b""))
    assert said[0] == said[1] == said[2]
    code, out, err, table = said[0]
    assert code == 1
    assert all(name in f"{out}{err}{table}" for name in ("code.png", "notes.txt", "two.tif", "none.png"))


def test_one_picture_starts_no_process_and_may_have_boxes(read, images, monkeypatch):
    monkeypatch.setattr(worker_pool, "ProcessPoolExecutor", None)
    answer = read("code.png", "--boxes", "boxes.png", "--workers", 3)
    assert (answer.code, answer.err) == (0, "")
    assert np.ptp(np.asarray(Image.open(images / "boxes.png")), axis=2).any()


def test_few_pictures_start_few_processes(read, monkeypatch):
    asked = []

    class Counted(worker_pool.ProcessPoolExecutor):
        def __init__(self, workers, *rest, **more):
            asked.append(workers)
            super().__init__(workers, *rest, **more)

    monkeypatch.setattr(worker_pool, "ProcessPoolExecutor", Counted)
    assert read("code.png", "T.png", "--words", "--workers", 8).code == 0
    assert asked == [2]


@pytest.mark.parametrize("option", ["--lexicon", "--language"])
def test_a_list_and_a_language_are_read_from_their_file_once(read, images, monkeypatch, option):
    def after_it_is_gone(*arguments, **more):
        (images / "words.txt").unlink()
        return worker_pool.in_order(*arguments, **more)

    monkeypatch.setattr(read_words, "in_order", after_it_is_gone)
    answer = read("code.png", "code.png", "--words", option, "words.txt", "--json", "--workers", 2)
    assert (answer.code, answer.err) == (0, "")
    assert len(json.loads(answer.out)) == 2


def test_a_wrong_pattern_is_one_line_from_a_worker_too(read):
    said = [read("code.png", "T.png", "--pattern", "A(", "--workers", workers) for workers in (1, 2)]
    assert (said[0].code, said[0].err) == (said[1].code, said[1].err)
    assert said[0].err.count("\n") == 1


def test_a_worker_that_is_killed_is_one_line(read, monkeypatch):
    show = read_words_output._shown

    def shown(*arguments, **more):
        for child in multiprocessing.active_children():
            child.kill()
        return show(*arguments, **more)

    monkeypatch.setattr(read_words_output, "_shown", shown)
    answer = read(*["code.png"] * 12, "--words", "--workers", 2)
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert "expected every worker to end its work, got one that was killed" in answer.err
