"""Bars are drawn on a terminal's standard error, and nowhere else."""

import io
import sys

import pytest

from inkread.cli.progress import bars


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("in_bytes", [True, False])
def test_a_terminal_sees_each_name_once_with_its_bar(monkeypatch, in_bytes):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with bars(in_bytes=in_bytes) as tell:
        tell("a.gz", 1, 2)
        tell("a.gz", 2, 2)
        tell("b.gz", 5, None)
    shown = sys.stderr.getvalue()
    assert "a.gz" in shown
    assert "b.gz" in shown


def test_a_pipe_sees_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with bars() as tell:
        tell("a.gz", 1, 2)
    assert sys.stderr.getvalue() == ""
