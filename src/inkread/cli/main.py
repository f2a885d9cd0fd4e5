"""The `inkread` command: a table of commands, each loaded when it is called and not before."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from inkread.cli.lazy import Command, lazy_group
from inkread.errors import InkreadError
from inkread.safe_path import safe_path

COMMANDS = {
    "read": Command("inkread.cli.read", "Read images of handwritten characters.", one_thread=True),
    "batch": Command("inkread.cli.batch", "Read any number of images into a table.", one_thread=True),
    "form": Command("inkread.cli.form", "Read the fields of filled forms into a table.", one_thread=True),
    "words": Command("inkread.cli.words", "Measure how words are read; compose pictures of codes."),
    "serve": Command("inkread.cli.serve", "Serve the page to draw and upload on, and its interface."),
    "desktop": Command("inkread.cli.desktop", "Open the window to write in and to read files with."),
    "history": Command("inkread.cli.history", "List, search, correct and export what was kept."),
    "clean": Command("inkread.cli.clean", "Let old and large images of the history go."),
    "data": Command("inkread.cli.data", "Fetch, prepare, check and convert data sets."),
    "recipes": Command("inkread.cli.recipes", "List the recipes to train by, and show one whole."),
    "train": Command("inkread.cli.train", "Train a network on your own data."),
    "crossval": Command("inkread.cli.crossval", "Tell how well a recipe reads images it has not seen."),
    "tune": Command("inkread.cli.tune", "Search for a recipe's best settings."),
    "study": Command("inkread.cli.study", "Study a set whole, and write one report."),
    "classic": Command("inkread.cli.classic", "Train recipes on the classic sets by one protocol."),
    "diagnose": Command("inkread.cli.diagnose", "Say whether a run is over- or under-fitted."),
    "learning-curve": Command("inkread.cli.learning_curve", "Say what more images promise."),
    "compare": Command("inkread.cli.compare", "Compare runs on the same images."),
    "export": Command("inkread.cli.export", "Turn a trained network into a bundle."),
    "evaluate": Command("inkread.cli.evaluate", "Measure how well a bundle reads.", one_thread=True),
    "package": Command("inkread.cli.package", "Lay out what serving needs on another machine."),
    "deploy": Command("inkread.cli.deploy", "Put the service online at AWS, or say what that would take."),
    "bundle": Command("inkread.cli.bundle", "Show what a bundle can read, and how well."),
}

EXTRA_OF_PACKAGE = {  # those not named come with `train`
    **dict.fromkeys(("cleanlab", "jinja2", "matplotlib", "optuna"), "study"),
    **dict.fromkeys(("alembic", "sqlalchemy"), "history"),
    **dict.fromkeys(
        ("flask", "flask_openapi3", "gunicorn", "limits", "prometheus_client", "pydantic"), "web"
    ),
    **dict.fromkeys(("fsspec", "pyarrow"), "batch"),
    "psycopg": "postgresql",
    "yaml": "words",
    "ray": "scale",
    "ttkbootstrap": "desktop",
    "waitress": "web",
}

INTERRUPTED = 130  # what a shell reports of a program ended by Ctrl-C

app = typer.Typer(
    cls=lazy_group(COMMANDS),
    rich_markup_mode=None,  # Rich would double what `--help` costs
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    0 is done, 1 an error said in one line, 2 a wrong usage, 130 an interruption. A traceback shows
    only where INKREAD_DEBUG=1 asks for it.

    Args:
        arguments: the arguments after the program's name; those of the process where None.

    Raises:
        SystemExit: always.
    """
    _make_streams_lenient()
    code = 0
    try:
        with safe_path():
            code = _run(arguments)
        sys.stdout.flush()  # now, where a closed pipe can still be caught
    except OSError as error:  # standard output takes no more: its reader left, or its disk is full
        if os.environ.get("INKREAD_DEBUG") == "1":
            raise
        if code == 0 and not _is_closed_pipe(error):  # else something was said already
            _tell(error)
        _silence_stdout()
        code = 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


@app.callback()
def main(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", is_eager=True, callback=lambda on: _version(on)
        ),
    ] = False,
) -> None:
    """Read handwriting from your own photos, scans and strokes; train, prove and ship such a reader."""


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command line and return its exit code, every error said in one line."""
    try:
        app(args=arguments, prog_name="inkread")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except Exception as error:  # every error becomes one line for the person
        if _is_closed_pipe(error) or os.environ.get("INKREAD_DEBUG") == "1":
            raise
        _tell(error)
        return 1
    return 0


def _tell(error: Exception) -> None:
    """Print one line about `error` on standard error."""
    typer.echo(f"inkread: {' '.join(_sentence(error).split())}", err=True)


def _sentence(error: Exception) -> str:
    """Return what to tell the person about `error`."""
    if isinstance(error, InkreadError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("inkread"):
        extra = EXTRA_OF_PACKAGE.get(str(error.name), "train")
        return (
            f"expected the package {error.name!r}, got none; install it with: pip install 'inkread[{extra}]'"
        )
    if isinstance(error, ModuleNotFoundError) and str(error.name).startswith("inkread."):
        return f"expected all of inkread, got no {error.name}, as a package for serving is; install it whole"
    what = f"{type(error).__name__}: {error}"
    return f"expected no such failure, got {what}; run again with INKREAD_DEBUG=1 and report what it prints"


def _version(asked: bool) -> None:
    """Print the version and leave, where it was asked for."""
    if asked:
        from importlib.metadata import version  # 20 ms that `--help` need not pay

        typer.echo(f"inkread {version('inkread')}")
        raise typer.Exit


def _make_streams_lenient() -> None:
    """Let any text be printed: a file's name may hold bytes that are no text, a Windows pipe no bars."""
    encoding = "utf-8" if os.name == "nt" else None
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors="replace")


def _is_closed_pipe(error: Exception) -> bool:
    """Return whether the reader of our output went away, which Windows calls an invalid argument."""
    windows = os.name == "nt" and getattr(error, "errno", None) == errno.EINVAL
    return isinstance(error, BrokenPipeError) or windows


def _silence_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's last flush has no one to miss."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
