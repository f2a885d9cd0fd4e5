"""The body of a request as JSON, read strictly: whole, once each, finite, and not too deep."""

import json
from typing import Any, Final, NoReturn

from flask import request

from inkread.errors import RequestError
from inkread.web.body import whole_body

MAX_JSON_BYTES: Final = 2 * 1024 * 1024  # 20,000 points of four numbers with 20 characters each


def json_body() -> Any:  # noqa: ANN401 - any JSON value
    """Return what the request's body says.

    Raises:
        RequestError: 415 `not_json` when it says to be something else, 413 `too_large` beyond 2 MiB, and
            400 `bad_json` when it is none: deeper than Python reads (pallets/flask answers 500 there), with
            NaN or Infinity, or with a field twice.
    """
    if not request.is_json:
        raise RequestError(
            f"expected the content type application/json, got {request.mimetype or 'none'}; say so",
            status=415,
            code="not_json",
        )
    content = whole_body()
    if len(content) > MAX_JSON_BYTES:
        raise RequestError(
            f"expected at most {MAX_JSON_BYTES:,} bytes of JSON, got {len(content):,}; send less",
            status=413,
            code="too_large",
        )
    return parse(content)


def parse(content: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON text in UTF-8.

    Raises:
        RequestError: 400 `bad_json`.
    """
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError:
        what = "values inside values without end"
    except ValueError as error:
        what = str(error)[:200]
    raise RequestError(f"expected JSON, got {what}; correct it", status=400, code="bad_json")


def _refuse(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON has not."""
    raise ValueError(f"{name}, which is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return `pairs` as a dict, refusing a field that comes twice."""
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a field that comes twice")
    return held
