"""The answers that the service gives by itself, without troubling the application."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

RETRY_AFTER: Final = 1  # seconds; a full queue of readings is worked off within one
_REASONS: Final = {408: "Request Timeout", 413: "Content Too Large", 503: "Service Unavailable"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer in the form of the application's errors.

    Attributes:
        status: of HTTP.
        code: for programs, and for `/metrics`.
        message: for people.
        fields: of the answer's head, which no other refusal has.
    """

    status: int
    code: str
    message: str
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The status as the first line of an answer has it."""
        return f"{self.status} {_REASONS[self.status]}"

    @property
    def body(self) -> bytes:
        """What the answer says, as JSON."""
        return json.dumps({"error": {"code": self.code, "message": self.message}}).encode()

    def head(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return the fields of the answer: those that every answer carries, and its own."""
        own = {"Content-Type": "application/json", "Content-Length": str(len(self.body))}
        return {**headers, **self.fields, **own}

    def to_bytes(self, headers: Mapping[str, str], *, closes: bool) -> bytes:
        """Return the whole HTTP/1.1 answer.

        Args:
            headers: what every answer carries.
            closes: whether the connection ends with it.
        """
        fields = {**self.head(headers), "Connection": "close" if closes else "keep-alive"}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"HTTP/1.1 {self.line}\r\n{head}\r\n".encode("latin-1") + self.body


BUSY: Final = Refusal(
    503,
    "busy",
    f"expected fewer requests at once, got too many; try again in {RETRY_AFTER} s",
    {"Retry-After": str(RETRY_AFTER)},
)
"""For a request for which there is no room in the queue."""


def too_large(*, max_body: int) -> Refusal:
    """Return the answer to a request whose body is longer than `max_body` bytes."""
    message = f"expected at most {max_body} bytes, got more; send smaller or fewer images"
    return Refusal(413, "too_large", message)


def too_slow(*, seconds: float) -> Refusal:
    """Return the answer to a request that was not whole after `seconds`."""
    message = f"expected the whole request within {seconds:g} s, got a part of it; send it again"
    return Refusal(408, "too_slow", message)
