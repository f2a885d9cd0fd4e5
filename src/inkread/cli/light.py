"""Commands that start fast: plain options are converted here and not by Pydantic.

Typer 0.29 imports Pydantic to convert even a text, which is a quarter of the time from process start
to an image's reading. Nothing breaks where another Typer takes no notice: it only starts slower.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand


class PlainParameters:
    """Goes before a Typer class: each parameter of a plain type gets its conversion from here."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer keeps the class private
        """Return the parameters, `--help` among them; those of other types keep Typer's conversion."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            descriptor = getattr(parameter, "type_descriptor", None)
            convert = CONVERSIONS.get(str(getattr(descriptor, "annotation", None)))
            if convert is not None:
                parameter._runtime_param = _Conversion(convert)
        return parameters


class LightCommand(PlainParameters, TyperCommand):
    """For `app.command(cls=LightCommand)`: flags, texts, whole numbers, paths and lists of texts."""


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
    """Return a whole number from the parameter's `min` on."""
    least = getattr(parameter, "min", None)
    try:
        number = int(value)
    except ValueError:
        raise ValueError(f"expected a whole number, got {value!r}") from None
    if least is not None and number < least:
        raise ValueError(f"expected a number from {least}, got {number}")
    return number


CONVERSIONS: dict[str, Callable[[Any, Any], Any]] = {
    str(bool): lambda value, _: bool(value),
    str(str): lambda value, _: value,
    str(list[str]): lambda value, _: list(value),
    str(int): _whole,
    str(Path): lambda value, _: Path(value),
}
"""By the text of an annotation, because `list[str]` is made anew each time."""
