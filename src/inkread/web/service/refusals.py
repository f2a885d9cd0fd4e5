"""The answers that the service gives by itself, without troubling the application."""

import json
from collections.abc import Mapping
from typing import Final

RETRY_AFTER: Final = 1  # seconds; a full queue of readings is worked off within one
_REASONS: Final = {408: "Request Timeout", 413: "Content Too Large", 503: "Service Unavailable"}


def busy(headers: Mapping[str, str]) -> bytes:
    """Return the answer to a request for which there is no room in the queue."""
    message = f"expected fewer requests at once, got too many; try again in {RETRY_AFTER} s"
    return _answer(503, "busy", message, {**headers, "Retry-After": str(RETRY_AFTER)})


def too_large(headers: Mapping[str, str], *, max_body: int) -> bytes:
    """Return the answer to a request whose body is longer than `max_body` bytes."""
    message = f"expected at most {max_body} bytes, got more; send smaller or fewer images"
    return _answer(413, "too_large", message, headers)


def too_slow(headers: Mapping[str, str], *, seconds: float) -> bytes:
    """Return the answer to a request that was not whole after `seconds`."""
    message = f"expected the whole request within {seconds:g} s, got a part of it; send it again"
    return _answer(408, "too_slow", message, headers)


def _answer(status: int, code: str, message: str, headers: Mapping[str, str]) -> bytes:
    """Return a whole HTTP/1.1 answer in the form of the application's errors, after which nothing follows."""
    body = json.dumps({"error": {"code": code, "message": message}}).encode()
    fields = {
        **headers,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} {_REASONS[status]}\r\n{head}\r\n".encode("latin-1") + body
