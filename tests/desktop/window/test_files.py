"""Opening files in the real window: many of them, bad ones, and a stop; the window lives on all the while."""

import struct
import zlib

import cv2
import pytest

from inkread.desktop.presenter import PAST
from inkread.history import LOCAL_OWNER, history_place

MOST_BUSY = (
    0.1  # seconds of its own time that the window has no ear for anyone, on a machine that may be busy
)
MANY = 600


@pytest.fixture
def app(open_window):
    driven = open_window()
    driven.presenter.batch.keeps = False
    return driven


@pytest.fixture
def many(tmp_path, drawing):
    """A folder of many pictures."""
    folder = tmp_path / "many"
    folder.mkdir()
    content = cv2.imencode(".png", drawing("7"))[1].tobytes()
    for number in range(MANY):
        (folder / f"{number:04}.png").write_bytes(content)
    return folder


def chunk(name, content):
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb():
    """Return a small PNG that declares four thousand million pixels."""
    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


BAD = {
    "empty.png": b"",
    "text.png": b"This is no picture.",
    "cut.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "bomb.png": bomb(),
    "page.pdf": b"%PDF-1.7",
}


def test_many_files_are_stopped_by_a_key_and_the_window_never_stands_still(app, hand, many):
    batch = app.presenter.batch
    app.window.errands.open_paths([str(many)])
    app.until(lambda: len(batch.rows) > 20)
    app.busy.clear()
    app.until(lambda: len(batch.rows) > 60)
    hand.press("Escape")
    app.until(lambda: "stopped" in app.window.open.summary.cget("text"))  # shown a moment after it stopped
    assert not batch.is_running
    assert len(app.window.open.tree.get_children()) == len(batch.rows)
    assert 60 < len(batch.rows) < MANY
    assert max(app.busy) < MOST_BUSY


def test_files_that_are_no_pictures_show_their_messages_and_nothing_dies(app, tmp_path, drawing):
    paths = []
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
        paths.append(str(tmp_path / name))
    cv2.imwrite(str(tmp_path / "7.png"), drawing("7"))
    app.window.dialogs.files = [*paths, str(tmp_path / "7.png")]
    app.busy.clear()
    app.window.errands.open_files()
    app.until(lambda: len(app.presenter.batch.rows) == len(BAD) + 1 and not app.presenter.batch.is_running)
    tree = app.window.open.tree
    app.until(lambda: len(tree.get_children()) == len(BAD) + 1)
    notes = {tree.set(row, "name"): tree.set(row, "notes") for row in tree.get_children()}
    assert notes.pop("7.png") == ""
    assert all(notes.values())
    assert notes["empty.png"] == "This file is empty. Save the picture again."
    assert tree.set(tree.get_children()[-1], "text") == "7"
    assert max(app.busy) < MOST_BUSY


def test_another_folder_takes_the_place_of_the_first(app, tmp_path, drawing):
    tree = app.window.open.tree
    for names in (("L",), ("7", "T")):
        paths = [str(tmp_path / f"{name}.png") for name in names]
        for name, path in zip(names, paths, strict=True):
            cv2.imwrite(path, drawing(name))
        app.window.errands.open_paths(paths)
        shown = [f"{name}.png" for name in names]
        app.until(lambda shown=shown: [tree.set(row, "name") for row in tree.get_children()] == shown)
        assert [tree.set(row, "text") for row in tree.get_children()] == list(names)
        assert app.presenter.state.recent[0] == paths[0]


def test_a_file_is_looked_into_from_the_table(app, tmp_path, drawing):
    cv2.imwrite(str(tmp_path / "L.png"), drawing("L"))
    app.window.errands.open_paths([str(tmp_path / "L.png")])
    app.until(lambda: app.window.open.tree.get_children())
    app.window.open.tree.selection_set("0")
    app.window.open.look()
    app.until(lambda: app.presenter.insight.inside is not None)
    assert app.window.tabs.index("current") == 4
    assert "L.png" in app.window.inside.words.cget("text")


def test_a_picture_is_put_right_and_deleted_in_the_history(app, hand, tmp_path, drawing):
    cv2.imwrite(str(tmp_path / "L.png"), drawing("L"))
    app.presenter.batch.keeps = True
    app.window.errands.open_paths([str(tmp_path / "L.png")])
    app.until(lambda: len(app.presenter.batch.rows) == 1)
    past = app.window.past
    hand.press("ctrl+4")
    app.until(lambda: past.tree.get_children())
    (row,) = past.tree.get_children()
    past.tree.selection_set(row)
    past.correction.insert(0, "V")
    past.correct()
    app.until(lambda: past.tree.set(row, "correction") == "V")
    past.delete()
    app.until(lambda: not past.tree.get_children())
    hand.press("ctrl+z")
    app.until(lambda: past.tree.get_children() == (row,))
    assert past.tree.set(row, "correction") == "V"
    hand.press("ctrl+z")
    app.until(lambda: past.tree.set(row, "correction") == "")


def test_undo_straight_after_a_correction_is_done_though_the_window_closes(app, settings, tmp_path, drawing):
    cv2.imwrite(str(tmp_path / "L.png"), drawing("L"))
    app.presenter.batch.keeps = True
    app.window.errands.open_paths([str(tmp_path / "L.png")])
    app.until(lambda: len(app.presenter.batch.rows) == 1)
    app.window.show_view(PAST)
    app.until(lambda: app.presenter.lookback.entries)
    (kept,) = app.presenter.lookback.entries
    app.presenter.lookback.correct(kept.id, "V")
    app.until(lambda: app.presenter.lookback.entries[0].correction == "V")
    app.presenter.lookback.correct(kept.id, "X")
    app.presenter.undo(PAST)
    app.close()
    store = history_place(settings.history).open()
    assert store.get(kept.id, owner=LOCAL_OWNER).correction == "V"
    store.close()
