"""Commands that start fast: plain options are converted here and not by Pydantic.

Typer 0.29 imports Pydantic to convert even a text, which is a quarter of the time from process start
to an image's reading. Nothing breaks where another Typer takes no notice: it only starts slower, and says
in its own words what it refuses.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand

Number = TypeVar("Number", int, float)


class PlainParameters:
    """Goes before a Typer class: each parameter of a plain type gets its conversion from here."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer keeps the class private
        """Return the parameters, `--help` among them; those of other types keep Typer's conversion."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            _convert_plainly(parameter)
        return parameters


class LightCommand(PlainParameters, TyperCommand):
    """For `app.command(cls=LightCommand)`: flags, texts, numbers, paths and lists of texts."""


def say_alike(command: Any) -> None:  # noqa: ANN401 - Typer's commands and groups
    """Let a command, and all below it, refuse values in the words of those that start fast."""
    for parameter in command.params:
        _convert_plainly(parameter)
    for child in getattr(command, "commands", {}).values():
        say_alike(child)


def _convert_plainly(parameter: Any) -> None:  # noqa: ANN401 - Typer keeps the class private
    """Give a parameter of a plain type its conversion from here."""
    descriptor = getattr(parameter, "type_descriptor", None)
    convert = CONVERSIONS.get(str(getattr(descriptor, "annotation", None)))
    if convert is not None:
        parameter._runtime_param = _Conversion(convert)


class _Conversion:
    """Converts the texts of one parameter; stands where Typer keeps its own converter."""

    def __init__(self, convert: Callable[[Any, Any], Any]) -> None:
        self._convert = convert

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - Typer's signature
        """Return `value` in the parameter's type, or None where it was not given."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            return self._convert(value, param)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param=param) from error


def _whole(value: Any, parameter: Any) -> int:  # noqa: ANN401
    """Return a whole number within the parameter's bounds."""
    try:
        number = int(value)
    except ValueError:
        raise ValueError(f"expected a whole number, got {value!r}") from None
    return _within(number, parameter)


def _real(value: Any, parameter: Any) -> float:  # noqa: ANN401
    """Return a number within the parameter's bounds."""
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"expected a number, got {value!r}") from None
    return _within(number, parameter)


def _within(number: Number, parameter: Any) -> Number:  # noqa: ANN401
    """Return `number`; NaN is within no bounds."""
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if (least is None or number >= least) and (most is None or number <= most):
        return number
    bounds = f"from {least}" if most is None else f"up to {most}" if least is None else f"{least} to {most}"
    raise ValueError(f"expected a number {bounds}, got {number}")


def _path(value: Any) -> Path:  # noqa: ANN401
    """Return a path; an empty text, as an unset variable leaves it, would be the current folder."""
    if value == "":
        raise ValueError("expected the name of a file or folder, got an empty one; name it")
    return Path(value)


CONVERSIONS: dict[str, Callable[[Any, Any], Any]] = {
    str(bool): lambda value, _: bool(value),
    str(str): lambda value, _: value,
    str(list[str]): lambda value, _: list(value),
    str(int): _whole,
    str(float): _real,
    str(Path): lambda value, _: _path(value),
    str(list[Path]): lambda value, _: [_path(one) for one in value],
}
"""By the text of an annotation, because `list[str]` is made anew each time."""
