"""A command's module is imported when the command is called."""

import sys

import pytest
import typer
from typer.testing import CliRunner

from inkread.cli.lazy import Command, lazy_group

ONE = """
def greet(name: str, loud: bool = False) -> None:
    "Greet someone."
    print(name.upper() if loud else name)
"""
BOUNDED = """
from typing import Annotated
import typer
def greet(times: Annotated[int | None, typer.Option(min=1)] = None) -> None:
    "Greet as often."
    print("hello" * times)
"""
MANY = """
import typer
app = typer.Typer(help="Say things.")
@app.command()
def hello() -> None:
    "Say hello."
    print("hello")
@app.command()
def bye() -> None:
    "Say bye."
    print("bye")
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    (tmp_path / "lazy_one.py").write_text(ONE)
    (tmp_path / "lazy_many.py").write_text(MANY)
    monkeypatch.syspath_prepend(tmp_path)
    table = {"greet": Command("lazy_one", "Greets."), "say": Command("lazy_many", "Says.")}
    made = typer.Typer(cls=lazy_group(table), rich_markup_mode=None)
    made.callback()(lambda: None)
    yield made
    for name in ("lazy_one", "lazy_many"):
        sys.modules.pop(name, None)


def test_listing_imports_nothing(app):
    output = CliRunner().invoke(app, ["--help"]).output
    assert "Greets." in output
    assert not {"lazy_one", "lazy_many"} & set(sys.modules)


def test_calling_one_imports_only_its_module(app):
    assert CliRunner().invoke(app, ["greet", "ann", "--loud"]).output == "ANN\n"
    assert "lazy_many" not in sys.modules


def test_a_group_s_commands_are_called_by_their_names(app):
    assert CliRunner().invoke(app, ["say", "bye"]).output == "bye\n"
    assert "Say hello." in CliRunner().invoke(app, ["say", "--help"]).output


def test_every_command_can_be_walked(app):
    group = typer.main.get_command(app)
    assert list(group.commands) == ["greet", "say"]
    assert set(group.commands["say"].commands) == {"hello", "bye"}


def test_every_command_refuses_values_in_the_same_words(app, tmp_path):
    (tmp_path / "lazy_one.py").write_text(BOUNDED)
    done = CliRunner().invoke(app, ["greet", "--times", "0"])
    assert done.exit_code == 2
    assert "expected a number from 1, got 0" in done.output
