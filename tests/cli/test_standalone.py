"""The standalone program is its own decoder: it knows the command by which Python is started for that."""

import subprocess
import sys

import cv2

from inkread.cli import standalone
from inkread.preprocess.decode import DecodeWorker


def test_it_decodes_when_it_is_called_in_python_s_place(monkeypatch, drawing):
    start, commands = subprocess.Popen, []

    def as_itself(command, **settings):
        commands.append(command)
        return start([command[0], "-m", standalone.__name__, *command[1:]], **settings)

    monkeypatch.setattr(subprocess, "Popen", as_itself)
    picture = drawing("7")
    with DecodeWorker() as worker:
        image = worker.decode(cv2.imencode(".png", picture)[1].tobytes())
    assert image.grey.shape == picture.shape
    assert commands[0][1:4] == standalone.AS_DECODER


def test_else_it_is_the_window_with_the_arguments_of_the_command(monkeypatch):
    import inkread.cli.main

    ran = []
    monkeypatch.setattr(inkread.cli.main, "run", ran.append)
    monkeypatch.setattr(sys, "argv", ["inkread", "page.png", "--history", "h.db"])
    standalone.main()
    assert ran == [["desktop", "page.png", "--history", "h.db"]]


def test_without_a_terminal_there_is_somewhere_to_print_to(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    standalone._have_streams()
    print("heard by nobody", flush=True)  # noqa: T201 - as any code of the program may
    assert sys.stdout.writable()
    assert sys.stderr.writable()
    sys.stdout.close()
    sys.stderr.close()
