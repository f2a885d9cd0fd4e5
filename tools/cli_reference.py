"""Writes docs/reference/cli.md from the commands themselves, so that the page cannot drift from them.

Run `make docs` after a change of a command; a test compares the two.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import typer.main
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from inkread.cli.main import app

Parameter = TyperArgument | TyperOption
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
HEAD = """# The command line

Every command, from its own help (`inkread <command> --help`).
This page is written by `tools/cli_reference.py`.

An error is one line on standard error. The exit code is 0 when all is done, 1 after an error,
2 for a wrong usage, 130 after Ctrl-C.
"""


def page() -> str:
    """Return the page's text."""
    return "\n".join([HEAD, *(_section(path, command) for path, command in commands())])


def commands() -> list[tuple[str, TyperCommand]]:
    """Return every command that does something, with how it is typed."""
    return list(_leaves(typer.main.get_command(app), "inkread"))


def _leaves(command: TyperCommand | TyperGroup, path: str) -> Iterator[tuple[str, TyperCommand]]:
    """Yield the commands below a group, or the command itself where it is none."""
    if isinstance(command, TyperGroup):
        for name, child in command.commands.items():
            yield from _leaves(child, f"{path} {name}")
    else:
        yield path, command


def _section(path: str, command: TyperCommand) -> str:
    """Return the section of one command: what it does, then its arguments and options."""
    rows = [_row(parameter) for parameter in command.params if "--help" not in parameter.opts]
    table = ["| | | default |", "|---|---|---|", *rows] if rows else []
    return "\n".join([f"## `{path}`", "", inspect.cleandoc(command.help or ""), "", *table, ""])


def _row(parameter: Parameter) -> str:
    """Return the table row of one argument or option."""
    if isinstance(parameter, TyperArgument):
        name = f"`{parameter.metavar or (parameter.name or '').upper()}`"
    else:
        name = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
    return f"| {name} | {_cell(parameter.help or '')} | {_default(parameter)} |"


def _default(parameter: Parameter) -> str:
    """Return the default as a cell: empty where there is none or where it is a switch that is off."""
    value = parameter.default
    if parameter.required:
        return "required"
    if value is None or value is False or callable(value) or isinstance(value, (tuple, list)):
        return ""
    return f"`{getattr(value, 'value', value)}`"


def _cell(text: str) -> str:
    """Return text that stays within its cell."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
    sys.stdout.write(f"{PAGE}: {len(commands())} commands\n")
