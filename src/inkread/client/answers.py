"""An answer of a service: what it says, or its refusal as an error."""

import http.client
import json
from collections.abc import Mapping
from typing import Any, Final

from inkread.errors import RequestError

REFUSED: Final = 400  # statuses from here on are refusals
COME_AGAIN: Final = (429, 503)  # over the limit of requests; busy, or about to stop
OF_A_SOURCE: Final = (400, 413, 415, 422)  # statuses of what cannot be read, but for these codes:
OF_THE_REQUEST: Final = (
    *("bad_field", "bad_setting", "bad_charset", "bad_pattern", "bad_lexicon", "pattern_and_lexicon"),
    "unknown_language",
    *("bad_template", "too_many_fields", "missing_list", "blank_form"),
    *("unexpected_field", "bad_request", "untrusted_host", "not_inkread"),
)
"""Codes of what no other image would be spared."""


def told(answer: http.client.HTTPResponse, content: bytes, where: str) -> dict[str, Any]:
    """Return what an answer says.

    Raises:
        RequestError: when it is a refusal, or none of ours.
    """
    try:
        said = json.loads(content)
        error = said.get("error") if answer.status >= REFUSED else None
        code, message = (error["code"], error["message"]) if error else ("", "")
    except (ValueError, AttributeError, TypeError, KeyError) as trouble:
        raise RequestError(
            f"{where}: expected an answer of inkread, got status {answer.status} and {content[:40]!r};"
            " is it its service?",
            status=answer.status,
            code="not_inkread",
        ) from trouble
    if answer.status >= REFUSED:
        wait = answer.headers.get("Retry-After", "") if answer.status in COME_AGAIN else ""
        retry_after = float(wait) if wait.isdecimal() else None
        raise RequestError(message, status=answer.status, code=code, retry_after=retry_after)
    result: dict[str, Any] = said
    return result


def error_of(told: Mapping[str, Any]) -> RequestError:
    """Return the error that stands in the place of one among several."""
    error = told["error"]
    return RequestError(f"{told['name']}: {error['message']}", status=422, code=error["code"])


def is_of_source(error: RequestError) -> bool:
    """Return whether a refusal is about the image that was sent, and not about how it was asked."""
    return error.status in OF_A_SOURCE and error.code not in OF_THE_REQUEST
