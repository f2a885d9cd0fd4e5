"""What the worker does with files: reads each, whatever the others are, and writes the table."""

import csv
import shutil

import cv2
import pytest

from inkread.desktop.jobs import files as module
from inkread.desktop.jobs.files import read_files, write_results
from inkread.desktop.replies import FileRow, Progress, Trouble
from inkread.desktop.requests import ReadFiles, WriteResults
from inkread.history import LOCAL_OWNER, Query


@pytest.fixture
def folder(tmp_path, drawing):
    """Two good pictures, one in a folder of its own, a bad one, a hidden one and a text."""
    folder = tmp_path / "pictures"
    (folder / "more").mkdir(parents=True)
    cv2.imwrite(str(folder / "L.png"), drawing("L"))
    cv2.imwrite(str(folder / "more" / "7.png"), drawing("7"))
    (folder / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    shutil.copy(folder / "L.png", folder / ".hidden.png")
    (folder / "notes.txt").write_text("no picture")
    return folder


def read(bench, *paths, **changes):
    """Return all that is told of files."""
    return list(read_files(bench, ReadFiles(tuple(map(str, paths)), **changes)))


def test_a_folder_is_read_whole_and_a_bad_file_stops_nothing(bench, folder):
    listed, *rows = read(bench, folder)
    assert listed == Progress(0, 3)
    assert [(row.name, row.answer and row.answer.text) for row in rows] == [
        ("L.png", "L"),
        ("bad.png", None),
        ("7.png", "7"),
    ]
    assert rows[1].trouble.code in ("damaged", "truncated")
    assert rows[0].thumbnail.startswith(b"\x89PNG")


def test_more_files_than_are_wanted_are_counted_and_neither_read_nor_kept(bench, folder):
    assert [type(told) for told in read(bench, folder, most=1)] == [Progress, FileRow]
    assert read(bench, folder, most=1)[0] == Progress(0, 3)
    assert bench.store().find(Query(LOCAL_OWNER)).total == 2


def test_a_folder_is_listed_step_by_step(bench, folder, monkeypatch):
    monkeypatch.setattr(module, "LISTED", 2)
    told = read_files(bench, ReadFiles((str(folder),), keep=False))
    counts = [one.total for one in told if isinstance(one, Progress)]
    assert len(counts) > 3
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_the_images_of_folders_come_in_the_order_of_their_paths(tmp_path):
    names = ("b/2.png", "b/10.png", "b.png", "a/z/1.gif", "a/B.PNG", "a/c.jpg", ".hidden/1.png", "b/.2.png")
    for name in (*names, "a/notes.txt", "c.png/deep.tif"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    shown = [path for path in module._files(tmp_path) if path is not None]
    assert shown == sorted(shown)
    assert {path.relative_to(tmp_path).as_posix() for path in shown} == (
        {"b/2.png", "b/10.png", "b.png", "a/z/1.gif", "a/B.PNG", "a/c.jpg", "c.png/deep.tif"}
    )


def test_a_file_given_twice_is_read_once(bench, folder):
    assert read(bench, folder / "L.png", folder / "L.png")[0] == Progress(0, 1)


def test_a_file_that_is_not_there_has_a_row_that_says_so(bench, tmp_path):
    _, row = read(bench, tmp_path / "none.png")
    assert (row.answer, row.trouble.code) == (None, "not_found")


@pytest.mark.parametrize(("keep", "total"), [(True, 2), (False, 0)])
def test_readings_are_kept_where_that_is_asked_for(bench, folder, keep, total):
    read(bench, folder, keep=keep)
    found = bench.store().find(Query(LOCAL_OWNER, door="desktop"))
    assert found.total == total
    assert {entry.source for entry in found.entries} == ({"L.png", "7.png"} if keep else set())


def test_a_history_that_cannot_be_written_loses_no_answer(bench, folder, monkeypatch):
    from inkread.errors import HistoryError

    def full(*_, **__):
        raise HistoryError("expected room, got none", code="full")

    monkeypatch.setattr(bench.store(), "add", full)
    _, row = read(bench, folder / "L.png")
    assert (row.answer.text, row.trouble.code) == ("L", "full")


def test_a_thumbnail_is_as_small_as_asked(bench, folder):
    import numpy as np

    row = read(bench, folder / "L.png", side=30)[1]
    assert cv2.imdecode(np.frombuffer(row.thumbnail, np.uint8), cv2.IMREAD_GRAYSCALE).shape == (30, 30)


def test_the_table_is_a_csv_that_no_spreadsheet_runs(bench, tmp_path, make_answer):
    rows = (
        FileRow("=1+1.png", "=1+1.png", make_answer("7")),
        FileRow("b", "b", None, Trouble("x", "expected\na picture")),
    )
    next(write_results(bench, WriteResults(tmp_path / "r.csv", rows)))
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["file"], first["text"], first["set"]) == ("'=1+1.png", "7", "7")
    assert (second["text"], second["error"]) == ("", "expected a picture")
