"""The reference of the command line names every command and every option there is, and no other."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from inkread.cli.main import app

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text("utf-8")
NOT_OURS = {"--install-completion", "--show-completion", "--help"}


def leaves(group: Any, path: str = "inkread") -> dict[str, Any]:
    """Return every command that does something, by how it is typed."""
    if not hasattr(group, "commands"):
        return {path: group}
    found: dict[str, Any] = {}
    for name, child in group.commands.items():
        found |= leaves(child, f"{path} {name}")
    return found


def options(command: Any) -> set[str]:
    """Return the long options of a command, as typed."""
    named = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return {name for name in named if name.startswith("--")} - NOT_OURS


def section(command: str) -> str:
    """Return the text under the command's heading, up to the next heading."""
    match = re.search(rf"^## `{re.escape(command)}`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""


COMMANDS = leaves(typer.main.get_command(app))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_its_section_with_its_options_and_no_others(command: str):
    named = set(re.findall(r"--[a-z][a-z0-9-]*", section(command))) - NOT_OURS
    assert named == options(COMMANDS[command])


def test_no_section_is_about_a_command_that_is_gone():
    assert set(re.findall(r"^## `(inkread[^`]*)`$", PAGE, re.MULTILINE)) == set(COMMANDS)
