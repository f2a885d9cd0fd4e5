"""Every command loads and explains itself."""

import pytest
import typer.main
from typer.testing import CliRunner

from inkread.cli.main import app


def commands(group: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the path of every command under `group`, groups themselves included."""
    children = getattr(group, "commands", {})
    return [path, *(found for name, child in children.items() for found in commands(child, (*path, name)))]


COMMANDS = commands(typer.main.get_command(app))


def test_the_commands_people_know_are_there():
    assert {" ".join(path) for path in COMMANDS} >= {"read", "train", "export", "evaluate", "data list"}


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "inkread")
def test_a_command_explains_itself(path: tuple[str, ...]):
    result = CliRunner().invoke(app, [*path, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output
