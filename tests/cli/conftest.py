"""Runs the command line as a person would, in this process."""

import io
import sys
from types import SimpleNamespace

import pytest
from PIL import Image

from inkread.cli.main import run


@pytest.fixture
def inkread(capsys, monkeypatch):
    """Calls `inkread` with arguments; returns its exit code, output and error output."""

    def call(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as leaving:
            run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return SimpleNamespace(code=leaving.value.code, out=out, err=err)

    return call


@pytest.fixture
def images(tmp_path, drawing, monkeypatch):
    """A current folder with T.png, X.png and, in a folder `more`, L.png and V.PNG."""
    folder = tmp_path / "images"
    (folder / "more").mkdir(parents=True)
    for name in ("T.png", "X.png", "more/L.png", "more/V.PNG"):
        Image.fromarray(drawing(name[-5])).save(folder / name)
    (folder / "notes.txt").write_text("not an image")
    monkeypatch.chdir(folder)
    return folder
