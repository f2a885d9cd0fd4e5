"""Whom a service takes a client for: the owner of its key, or the visitor of the cookie that it was given."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPMessage
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any, Final

from inkread.client.address import checked_key

COOKIE: Final = "inkread-visitor"  # the end of its name; over HTTPS more stands before it
KEEPS: Final[Mapping[str, str]] = MappingProxyType(
    {"/api/v1/read": "true", "/api/v1/words": "true", "/api/v1/explain": "false"}
)
"""What a reading is asked of, and what `keep` is where a request does not say."""
NO: Final = ("false", "0", "no", "off", "f", "n")


class Visitor:
    """Who a client is, for any number of threads at once.

    A service gives who has no cookie a new one with each kept reading: six threads of a new client were six
    visitors, of whom the last one's reading alone was the client's own. So without a key the first request
    that may bring the cookie goes alone, and the others wait for it.

    Args:
        api_key: a key that the service's operator gave out, or None.

    Raises:
        ConfigError: when `api_key` cannot be sent.
    """

    def __init__(self, api_key: str | None) -> None:
        """Begin without a cookie."""
        self._key = {} if api_key is None else {"X-API-Key": checked_key(api_key)}
        self._cookies: dict[str, str] = {}
        self._is_known = api_key is not None
        self._first = threading.Lock()

    def headers(self) -> dict[str, str]:
        """Return the headers by which the service knows the client."""
        cookies = "; ".join(f"{name}={value}" for name, value in list(self._cookies.items()))
        return {**self._key, **({"Cookie": cookies} if cookies else {})}

    @contextmanager
    def turn(self, *, keeps: bool) -> Iterator[None]:
        """Hold a request that is to keep a reading back while the first such one may bring the cookie."""
        if keeps and not self._is_known:
            with self._first:
                if not self._is_known:
                    yield
                    return
        yield

    def remember(self, headers: HTTPMessage) -> None:
        """Take the cookies of an answer; one that a proxy gives leaves the service's own as it is."""
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
                self._is_known = self._is_known or name.endswith(COOKIE)

    def learn(self, said: Mapping[str, Any]) -> None:
        """Take the answer to a request that was to keep: a reading that brings no cookie is kept nowhere."""
        readings = said.get("readings", [said.get("reading", {})])
        self._is_known = self._is_known or any("text" in reading for reading in readings)


def is_to_keep(path: str, query: Mapping[str, str]) -> bool:
    """Return whether a reading is to be kept that is asked for by this path and query.

    >>> is_to_keep("/api/v1/read", {}), is_to_keep("/api/v1/read", {"keep": "false"})
    (True, False)
    """
    return path in KEEPS and query.get("keep", KEEPS[path]).lower() not in NO
