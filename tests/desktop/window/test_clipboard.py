"""Pictures on the clipboard: taken from another program as it offers them, and handed to another program."""

import contextlib
import os
import subprocess
import tkinter
from pathlib import Path

import cv2
import numpy as np
import pytest

from inkread.preprocess.decode import decode

LIMIT_OF_TK = 400_000  # bytes that Tk takes of what another program offers in one piece
PNG = "image/png"


@pytest.fixture
def app(open_window):
    driven = open_window()
    driven.presenter.batch.keeps = False
    return driven


@pytest.fixture
def xclip(display, app):
    """Runs xclip, which is another program, while the window lives on; returns its exit status and output."""
    command, environment = ["xclip", "-selection", "clipboard"], {**os.environ, "DISPLAY": display}

    def run(*words, content=None):
        with subprocess.Popen(
            [*command, *words],
            env=environment,
            stdin=subprocess.PIPE,
            # What it is given to offer is offered by a process that goes on, with this one's output.
            stdout=subprocess.DEVNULL if "-o" not in words else subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            if content is not None:
                process.stdin.write(content)
            process.stdin.close()
            app.until(lambda: process.poll() is not None)
            return process.returncode, b"" if process.stdout is None else process.stdout.read()

    yield run
    # Else the last picture would still be there for the next test.
    subprocess.run([*command, "/dev/null"], env=environment, stdout=subprocess.DEVNULL, check=True)


def png(image):
    """Return an image as the bytes of a PNG."""
    return cv2.imencode(".png", image)[1].tobytes()


def pasted(app):
    """Return the row of the picture that was pasted, once it is read."""
    batch = app.presenter.batch
    app.until(lambda: len(batch.rows) == 1 and not batch.is_running)
    return batch.rows[0]


def test_a_copied_picture_is_read_in_the_table_and_gone_with_the_window(app, hand, xclip, drawing):
    xclip("-t", PNG, content=png(drawing("L")))
    app.busy.clear()
    hand.press("ctrl+v")
    row = pasted(app)
    assert (row.name, row.answer.text) == ("pasted-1.png", "L")
    assert app.window.pages.shown == 1
    assert app.presenter.state.recent == ()  # it could not be opened from there another day
    assert max(app.busy) < 0.1
    app.close()
    with contextlib.suppress(tkinter.TclError):  # it may have gone by itself
        app.root.destroy()
    assert not Path(row.path).parent.exists()


def test_a_copied_picture_is_read_as_words_where_words_are_shown(app, hand, xclip, line_of):
    xclip("-t", PNG, content=png(line_of("LTV")))
    hand.press("ctrl+3")
    app.until(lambda: app.window.pages.shown == 2)
    hand.press("ctrl+v")
    app.until(lambda: app.window.words.text == "LTV")
    assert app.presenter.passage.name == "pasted-1.png"
    assert app.presenter.status.text == "What was copied is opened as pasted-1.png."


def test_a_copied_file_is_opened_where_it_is(app, hand, xclip, tmp_path, drawing):
    path = tmp_path / "a seven.png"
    path.write_bytes(png(drawing("7")))
    xclip(content=f"{path.as_uri()}\n".encode())
    hand.press("ctrl+v")
    row = pasted(app)
    assert (row.path, row.answer.text) == (str(path), "7")
    assert app.presenter.state.recent == (str(path),)


def test_a_picture_larger_than_tk_takes_is_whole(app, hand, xclip):
    noise = np.random.default_rng(0).integers(0, 256, (800, 800), np.uint8)
    content = png(noise)
    assert len(content) > LIMIT_OF_TK
    xclip("-t", PNG, content=content)
    hand.press("ctrl+v")
    assert Path(pasted(app).path).read_bytes() == content


def test_a_picture_that_comes_in_pieces_is_whole(app, hand):
    content = png(np.random.default_rng(0).integers(0, 256, (100, 100), np.uint8))

    def piece(start, most):
        return content[int(start) : int(start) + int(most)].decode("latin-1")

    root, command = app.root, app.root.register(piece)  # Tk offers what is longer than 4,000 bytes in pieces
    for word in ("handle", "own"):
        more = ("-type", PNG, "-format", "STRING", ".", command) if word == "handle" else (".",)
        root.tk.call("selection", word, "-selection", "CLIPBOARD", *more)
    hand.press("ctrl+v")
    assert Path(pasted(app).path).read_bytes() == content


def test_the_kind_without_loss_is_taken_and_others_too(app, hand, xclip, drawing):
    photo = cv2.imencode(".jpg", drawing("T"))[1].tobytes()
    xclip("-t", "image/jpeg", content=photo)
    hand.press("ctrl+v")
    row = pasted(app)
    assert (row.name, row.answer.text) == ("pasted-1.jpg", "T")


@pytest.mark.parametrize("content", [b"no such file", b""])
def test_where_no_picture_was_copied_it_says_so(app, hand, xclip, content):
    xclip(content=content)
    hand.press("ctrl+v")
    app.until(lambda: app.presenter.status.text.startswith("No picture and no file was copied."))
    assert app.presenter.batch.rows == []
    assert app.window.pages.shown == 0


def test_what_is_no_picture_is_a_row_with_its_reason(app, hand, xclip):
    xclip("-t", PNG, content=b"This is no picture.")
    hand.press("ctrl+v")
    row = pasted(app)
    assert row.answer is None
    assert row.trouble.code == "not_an_image"


def test_a_drawing_is_copied_for_another_program_and_pasted_again(app, hand, xclip, seven):
    writing = app.presenter.writing
    for stroke in seven.strokes:
        writing.press(stroke.x[0], stroke.y[0], 0)
        for number, place in enumerate(zip(stroke.x, stroke.y, strict=True)):
            writing.drag(*place, number)
        writing.lift()
    app.window.write.paper.focus_force()
    hand.press("ctrl+shift+c")
    app.until(lambda: "as a picture" in app.presenter.status.text)
    ((process, _),) = app.window.errands._clipboard._beside
    status, content = xclip("-o", "-t", PNG)
    assert status == 0
    assert decode(content).grey.min() == 0  # black ink
    assert xclip("-o", "-t", "TARGETS")[1].split() == [b"TARGETS", PNG.encode()]
    assert xclip("-o", "-t", "UTF8_STRING")[0] != 0
    hand.press("ctrl+v")
    assert pasted(app).answer.text == "7"
    xclip(content=b"something else")
    app.until(lambda: not process.is_alive())


def test_an_empty_sheet_is_not_copied(app, hand):
    app.window.write.paper.focus_force()
    hand.press("ctrl+shift+c")
    app.until(lambda: app.presenter.status.text == "There is nothing on the sheet yet.")


def test_the_end_of_the_process_beside_is_told_and_the_next_one_does_it(app, hand, xclip, drawing):
    xclip("-t", PNG, content=png(drawing("L")))
    app.window.errands.paste()
    ((process, _),) = app.window.errands._clipboard._beside
    process.kill()
    app.until(lambda: app.presenter.status.is_trouble)
    assert "got the end of the process" in app.presenter.status.text
    hand.press("ctrl+v")
    assert pasted(app).answer.text == "L"
