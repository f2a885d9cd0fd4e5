"""The address of a request, checked once for all requests that ask the same."""

import functools
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar, get_type_hints

from flask import Response, request
from pydantic import BaseModel, ValidationError

from inkread.web.api.bodies import bad_field

Model = TypeVar("Model", bound=BaseModel)

MOST_KEPT: Final = 256  # different queries, beyond which all are forgotten
LONGEST_KEPT: Final = 200  # bytes of a query

_lock = threading.Lock()
_checked: dict[tuple[type[BaseModel], bytes], Any] = {}


def quick_query(view: Callable[[Model], Response]) -> Callable[[], Response]:
    """Let a view have its query as flask-openapi3 would check it, without checking what was checked before.

    The view's document is made from its annotations all the same. Nearly all readings are asked for by the
    same few queries, and to check one takes a fiftieth of the time that reading an image does.
    """
    model: type[Model] = get_type_hints(view)["query"]

    @functools.wraps(view)
    def quick() -> Response:
        return view(_of_request(model))

    quick.__delay_validate_request__ = True  # type: ignore[attr-defined] # flask-openapi3 then checks nothing
    return quick


def _of_request(model: type[Model]) -> Model:
    """Return the query of the present request.

    Raises:
        RequestError: 422 `bad_field`.
    """
    place = (model, request.query_string)
    found: Model | None = _checked.get(place)
    if found is None:
        try:
            found = model.model_validate(request.args.to_dict())
        except ValidationError as error:
            raise bad_field(error) from error
        if len(request.query_string) <= LONGEST_KEPT:
            _keep(place, found)
    return found


def _keep(place: tuple[type[BaseModel], bytes], query: BaseModel) -> None:
    """Remember a query that is as it should be."""
    with _lock:
        if len(_checked) >= MOST_KEPT:
            _checked.clear()
        _checked[place] = query
