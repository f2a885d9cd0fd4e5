"""A group of commands whose modules are imported when a command is called, not when it is listed."""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from inkread.cli.light import PlainParameters, say_alike
from inkread.one_thread import one_thread


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives, and its line in the help.

    Attributes:
        module: the module to import. Its `app`, a `typer.Typer`, is the command or group of commands; a
            module without one has a function of the command's name.
        help: one line.
        one_thread: whether its arithmetic stays on one thread; see `inkread.one_thread`.
    """

    module: str
    help: str
    one_thread: bool = False


def lazy_group(table: Mapping[str, Command]) -> type[TyperGroup]:
    """Return a class for `typer.Typer(cls=...)` whose commands are those of `table`."""

    class LazyGroup(PlainParameters, TyperGroup):
        """Lists its commands from the table; imports only the one that is called."""

        def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Typer's own settings, passed on
            super().__init__(**settings)
            self.commands = _Commands(table)

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer keeps the class private
            return list(table)

        def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
            with formatter.section("Commands"):
                formatter.write_dl([(name, command.help) for name, command in table.items()])

    return LazyGroup


class _Commands(MutableMapping[str, Any]):
    """The commands of a table by name, each made when it is asked for."""

    def __init__(self, table: Mapping[str, Command]) -> None:
        self._table = table
        self._made: dict[str, TyperCommand | TyperGroup] = {}

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        if name not in self._made:
            self._made[name] = _load(name, self._table[name])
        return self._made[name]

    def __setitem__(self, name: str, command: TyperCommand | TyperGroup) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def _load(name: str, command: Command) -> Any:  # noqa: ANN401 - Typer keeps the class private
    """Import the command's module and return its command, under the table's name and help."""
    if command.one_thread:
        one_thread()
    module = import_module(command.module)
    found = getattr(module, "app", None) or getattr(module, name)
    if not isinstance(found, typer.Typer):
        function, found = found, typer.Typer(pretty_exceptions_enable=False)
        found.command()(function)
    found.rich_markup_mode = None
    found._add_completion = False
    made = get_command(found)
    made.name = name
    made.help = made.help or command.help
    say_alike(made)
    return made
