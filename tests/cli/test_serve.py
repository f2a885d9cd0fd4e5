"""`inkread serve` starts where it can, and says in one line why where it cannot."""

import re
import signal
import socket
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from inkread.cli.main import app

COMMAND = [sys.executable, "-c", "from inkread.cli.main import run; run()", "serve"]


def refused(*arguments):
    """What a service says that does not start."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_it_says_where_it_is_for_whom_and_how_to_stop_it(tmp_path):
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--history", str(tmp_path / "history.db")],
        stdout=subprocess.PIPE,
        text=True,
    ) as service:
        said = service.stdout.readline()
        service.send_signal(signal.SIGTERM)
        rest = service.stdout.read()
    assert re.fullmatch(
        r"inkread is at http://127\.0\.0\.1:\d+ for this machine only; stop it with Ctrl-C\n", said
    )
    assert (service.returncode, rest) == (0, "")


def test_a_port_in_use_is_said_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("--port", str(port), "--no-history")
    assert said.startswith(f"inkread: expected a free port at 127.0.0.1, got {port}, which is in use")


def test_a_bundle_that_is_not_there_is_said_in_one_line(tmp_path):
    said = refused("--port", "0", "--no-history", "--bundle", str(tmp_path / "none"))
    assert str(tmp_path / "none") in said


def test_a_history_that_cannot_be_written_is_said_in_one_line(tmp_path):
    file = tmp_path / "file"
    file.touch()
    said = refused("--port", "0", "--history", str(file / "history.db"))
    assert str(file) in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--history", "h.db", "--no-history"], "expected --history or --no-history, got both"),
        (["--port", "99999"], "expected --port from 0 to 65535, got 99999"),
        (["--server", "apache"], "expected --server gunicorn or waitress, got 'apache'"),
        (["--server", "waitress", "--workers", "2"], "expected one worker with waitress, got --workers 2"),
        (["--workers", "0"], "expected --workers from 1 to 256, got 0"),
    ],
)
def test_what_fits_nothing_is_refused(arguments, words):
    result = CliRunner().invoke(app, ["serve", *arguments])
    assert result.exit_code != 0
    assert words in f"{result.output} {result.exception}"
