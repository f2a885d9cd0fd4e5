"""What becomes of each source of a request: its reading, or the error in its place."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from inkread.client.answers import error_of, is_of_source
from inkread.client.body import Source, Sources, file_of
from inkread.errors import RequestError
from inkread.preprocess.strokes import Strokes

OnError = Literal["raise", "keep"]


def readings_of(
    source: Sources,
    ask: Callable[[Sources], Mapping[str, Any]],
    record: Callable[[Mapping[str, Any]], Any],
    on_error: OnError,
) -> list[Any]:
    """Return the readings that a service answers, each as its record or as the error in its place.

    Raises:
        RequestError: for the first that could not be read, where errors are to be raised; and for a request
            that is refused, unless it is for its only image.
    """
    if on_error == "raise" or isinstance(source, Strokes):
        return _answered(source, ask, record, on_error)
    files, errors = sendable(source)
    found = [] if errors and not files else _answered(files, ask, record, on_error)
    return in_place(found, errors)


def sendable(source: Sources) -> tuple[list[Source], dict[int, RequestError]]:
    """Return the files of those sources that can be read here, and by their places the errors of the others.

    Raises:
        ConfigError: when one is none of the things that can be sent.
    """
    many = list(source) if isinstance(source, list | tuple) else [source]
    files: list[Source] = []
    errors: dict[int, RequestError] = {}
    for place, one in enumerate(many):
        try:
            files.append(file_of(one))
        except RequestError as error:
            errors[place] = error
    return files, errors


def in_place(found: list[Any], errors: Mapping[int, RequestError]) -> list[Any]:
    """Return what a service said of some sources, with the errors of the others in their places.

    >>> in_place(["A", "B"], {1: "no such file"})
    ['A', 'no such file', 'B']
    """
    said = iter(found)
    return [errors[place] if place in errors else next(said) for place in range(len(found) + len(errors))]


def _answered(
    source: Sources,
    ask: Callable[[Sources], Mapping[str, Any]],
    record: Callable[[Mapping[str, Any]], Any],
    on_error: OnError,
) -> list[Any]:
    """Return what a service answers of sources that it is sent; see `readings_of`."""
    try:
        answer = ask(source)
    except RequestError as error:
        is_single = not isinstance(source, list | tuple) or len(source) == 1
        if on_error == "raise" or not is_single or not is_of_source(error):
            raise
        return [error]
    readings: list[Any] = []
    for one in answer["readings"]:
        if "error" not in one:
            readings.append(record(one))
            continue
        refused = error_of(one)
        if on_error == "raise":
            raise refused
        readings.append(refused)
    return readings
