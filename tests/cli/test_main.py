"""The exit codes and the one line of an error, whatever goes wrong."""

import io
import subprocess
import sys

import pytest
import typer

from inkread.cli import main
from inkread.cli.main import COMMANDS
from inkread.errors import DataError

FRESH = [sys.executable, "-c", "import sys; from inkread.cli.main import run; run(sys.argv[1:])"]


@pytest.fixture
def failing(monkeypatch):
    """Adds a command `fail` that raises what it is given."""

    def add(error):
        def fail():
            raise error

        monkeypatch.setattr(main, "app", app := typer.Typer(pretty_exceptions_enable=False))
        app.callback()(lambda: None)
        app.command("fail")(fail)

    return add


def test_the_version_is_told(inkread):
    assert inkread("--version").out.startswith("inkread 0.")


def test_help_lists_every_command_with_its_line(inkread):
    answer = inkread("--help")
    assert answer.code == 0
    for name, command in COMMANDS.items():
        assert f"  {name} " in answer.out
        assert command.help in answer.out


@pytest.mark.parametrize("arguments", [["raed"], ["read"], ["read", "--no-such-option"], []])
def test_a_wrong_usage_leaves_with_2(inkread, arguments):
    answer = inkread(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert "Usage" in answer.err


def test_a_misspelt_command_is_suggested(inkread):
    assert "Did you mean 'read'?" in inkread("raed").err


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (DataError("expected 3,\n got 4; look"), "inkread: expected 3, got 4; look\n"),
        (OSError(28, "No space left on device", "runs/a"), "inkread: runs/a: No space left on device\n"),
        (
            ModuleNotFoundError("No module", name="keras"),
            "inkread: expected the package 'keras', got none; install it with: pip install",
        ),
        (OSError("the cable is out"), "inkread: the cable is out\n"),
        (
            ZeroDivisionError("by 0"),
            "inkread: expected no such failure, got ZeroDivisionError: by 0; run again",
        ),
    ],
)
def test_an_error_is_one_line_and_leaves_with_1(inkread, failing, error, line):
    failing(error)
    answer = inkread("fail")
    assert answer.code == 1
    assert answer.err.startswith(line)
    assert answer.err.count("\n") == 1


def test_a_traceback_shows_only_where_it_is_asked_for(failing, monkeypatch):
    failing(ZeroDivisionError("by 0"))
    monkeypatch.setenv("INKREAD_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main.run(["fail"])


def test_an_interruption_leaves_with_130(inkread, failing):
    failing(KeyboardInterrupt())
    answer = inkread("fail")
    assert (answer.code, answer.err) == (130, "")


@pytest.mark.parametrize("command", [["--help"], ["bundle", "--help"]])
def test_a_closed_pipe_is_no_complaint(command):
    process = subprocess.Popen([*FRESH, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_a_full_disk_behind_standard_output_is_one_line(monkeypatch, capsys):
    class Full(io.StringIO):
        def flush(self):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr(main, "_silence_stdout", lambda: None)
    with pytest.raises(SystemExit, match="1"):
        main.run(["--version"])
    assert capsys.readouterr().err == "inkread: [Errno 28] No space left on device\n"


def test_help_loads_neither_numpy_nor_rich_nor_any_command():
    code = "import sys; from inkread.cli.main import run\n"
    code += "try: run(['--help'])\nexcept SystemExit: print(list(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'typer'" in loaded
    assert "'numpy'" not in loaded
    assert "'rich'" not in loaded
    assert "'inkread.cli.read'" not in loaded
