"""The client: one method a thing that a service does."""

import http.client
import json
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from os import PathLike
from types import MappingProxyType
from typing import Any, Final, Literal, overload
from urllib.parse import quote, urlencode

from inkread.client.address import address_of
from inkread.client.answers import told
from inkread.client.body import Source, Sources, body_of
from inkread.client.readings import OnError, readings_of
from inkread.client.remote_form import RemoteForm
from inkread.client.remote_reading import RemoteReading
from inkread.client.remote_words import RemoteWords
from inkread.client.visitor import Visitor, is_to_keep
from inkread.client.words import read_words
from inkread.errors import ConfigError, RequestError

Words = Iterable[str]

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
LONGEST_WAIT: Final = 30.0  # seconds before another try, whatever the service asks for
CONNECTIONS: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


class Client:
    """Asks a service to read; its readings belong to this client, or to its key.

    Any number of threads may use one at once. Without a key the first reading that is kept is asked for
    alone: its answer brings the cookie that makes the next ones this client's too.

    Args:
        url: where the service is, such as `http://127.0.0.1:8000`.
        api_key: a key that the service's operator gave out, or None.
        timeout: seconds to wait for an answer.
        tries: how often to ask a service that is busy or was asked too often, waiting in between as long
            as it says.
        wait: what waits.

    Raises:
        ConfigError: when `url` is no address of a service, or `api_key` cannot be sent.
    """

    def __init__(
        self,
        url: str,
        api_key: str | None = None,
        *,
        timeout: float = 30.0,
        tries: int = 4,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the address apart; nothing is sent yet."""
        self._parts = address_of(url)
        self._timeout, self._tries, self._wait = timeout, tries, wait
        self._visitor = Visitor(api_key)

    @overload
    def read(
        self, source: Sources, *, on_error: Literal["raise"] = "raise", **how: object
    ) -> list[RemoteReading]: ...

    @overload
    def read(
        self, source: Sources, *, on_error: Literal["keep"], **how: object
    ) -> list[RemoteReading | RequestError]: ...

    def read(
        self, source: Sources, *, on_error: OnError = "raise", **how: object
    ) -> list[RemoteReading] | list[RemoteReading | RequestError]:
        """Return a reading for each source, in order.

        Args:
            source: one thing to read, or a list of images.
            on_error: `raise` stops at an image that cannot be read; `keep` puts its error in its place, of
                a single image too. What is wrong with the request itself is raised always.
            how: `charset`, `top_k`, `keep` and `bundle`, as the service's interface takes them.

        Raises:
            RequestError: when a source cannot be read, or the service refuses, cannot be reached, or stays
                busy.
        """
        ask = partial(self._send, "/api/v1/read", how)
        return readings_of(source, ask, RemoteReading.from_dict, on_error)

    @overload
    def words(
        self,
        source: Sources,
        *,
        lexicon: Words | None = None,
        on_error: Literal["raise"] = "raise",
        **how: object,
    ) -> list[RemoteWords]: ...

    @overload
    def words(
        self, source: Sources, *, lexicon: Words | None = None, on_error: Literal["keep"], **how: object
    ) -> list[RemoteWords | RequestError]: ...

    def words(
        self,
        source: Sources,
        *,
        lexicon: Words | None = None,
        on_error: OnError = "raise",
        **how: object,
    ) -> list[RemoteWords] | list[RemoteWords | RequestError]:
        """Return a reading of words for each source, in order: a word, a code or a whole page.

        Args:
            source: one thing to read, or a list of images; each page of a PDF or TIFF is a reading of its
                own, `scan.pdf#1` and so on.
            lexicon: the only words that may come out; None for any.
            on_error: as in `read`.
            how: `pattern`, `page`, `lines`, `charset`, `language`, `mode`, `top_k`, `keep` and `bundle`, as
                the service's interface takes them.

        Raises:
            ConfigError: when the lexicon holds no word.
            RequestError: when a source cannot be read, or the service refuses, cannot be reached, or stays
                busy.
        """
        fields = {} if lexicon is None else {"lexicon": _list_of(lexicon)}
        return read_words(self, source, fields=fields, on_error=on_error, how=how)

    @overload
    def form(
        self,
        template: str | PathLike[str],
        scans: Sources,
        *,
        on_error: Literal["raise"] = "raise",
        **how: object,
    ) -> list[RemoteForm]: ...

    @overload
    def form(
        self, template: str | PathLike[str], scans: Sources, *, on_error: Literal["keep"], **how: object
    ) -> list[RemoteForm | RequestError]: ...

    def form(
        self, template: str | PathLike[str], scans: Sources, *, on_error: OnError = "raise", **how: object
    ) -> list[RemoteForm] | list[RemoteForm | RequestError]:
        """Return the values of each filled form, in order; four of them go into a request.

        Args:
            template: its YAML file; the blank form's picture and the lists of words lie beside it.
            scans: one scan or photo of a filled form, or a list of them; each page of a PDF or TIFF is a form
                of its own, `scan.pdf#1` and so on.
            on_error: as in `read`.
            how: `crops` and `bundle`, as the service's interface takes them.

        Raises:
            ConfigError: when the template or a file beside it cannot be read.
            RequestError: when the service refuses, cannot be reached, or stays busy.
        """
        from inkread.client.forms import read_forms  # YAML is needed by nobody else

        return read_forms(self, template, scans, keep_errors=on_error == "keep", how=how)

    def explain(self, source: Source, **how: object) -> dict[str, Any]:
        """Return a reading with everything that led to it, as the service's interface describes it."""
        return self._send("/api/v1/explain", how, source)

    def history(self, **query: object) -> dict[str, Any]:
        """Return a page of this client's kept readings; `query` as the service's interface takes it."""
        return self.request("GET", "/api/v1/history", query=query)

    def correct(self, reading_id: str, text: str | None) -> dict[str, Any]:
        """Say what an image really shows, None to take it back; return its entry."""
        body = json.dumps({"correction": text}).encode()
        path = f"/api/v1/history/{quote(reading_id, safe='')}"
        return self.request("PATCH", path, body, kind="application/json")

    def delete(self, *reading_ids: str) -> int:
        """Delete kept readings with their images; return how many went."""
        body = json.dumps({"ids": reading_ids}).encode()
        answer = self.request("DELETE", "/api/v1/history", body, kind="application/json")
        return int(answer["deleted"])

    def info(self) -> dict[str, Any]:
        """Return what the service is, and its limits."""
        return self.request("GET", "/info")

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        kind: str = "",
        query: Mapping[str, Any] = NOTHING,
    ) -> dict[str, Any]:
        """Return the answer to any request of the service's interface.

        Args:
            method: such as `GET`.
            path: from the service's address on, such as `/info`.
            body: of the request.
            kind: the body's content type.
            query: what stands behind the question mark; what is None is left out.

        Raises:
            RequestError: when the service refuses, cannot be reached, or stays busy.
        """
        asked = {name: _text(value) for name, value in query.items() if value is not None}
        target = self._parts.path.rstrip("/") + path + (f"?{urlencode(asked)}" if asked else "")
        headers = {"Accept": "application/json", **({"Content-Type": kind} if kind else {})}
        keeps = is_to_keep(path, asked)
        tries_left = self._tries
        while True:
            tries_left -= 1
            try:
                with self._visitor.turn(keeps=keeps):
                    said = self._ask(method, target, body, headers)
                    if keeps:
                        self._visitor.learn(said)
                    return said
            except RequestError as error:
                if error.retry_after is None or tries_left < 1:
                    raise
                self._wait(min(error.retry_after, LONGEST_WAIT))

    def _send(
        self,
        path: str,
        how: Mapping[str, object],
        source: Sources,
    ) -> dict[str, Any]:
        """Return the answer about a source."""
        body, kind = body_of(source)
        return self.request("POST", path, body, kind=kind, query=how)

    def _ask(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        """Send one request and return its answer."""
        where = f"{self._parts.scheme}://{self._parts.netloc}"
        kind = CONNECTIONS[self._parts.scheme]
        connection = kind(str(self._parts.hostname), self._parts.port, timeout=self._timeout)
        try:
            connection.request(method, target, body, {**headers, **self._visitor.headers()})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise RequestError(
                f"{where}: expected an answer, got “{error or type(error).__name__}”; does the service run?",
                status=0,
                code="unreachable",
            ) from error
        finally:
            connection.close()
        self._visitor.remember(answer.headers)
        return told(answer, content, where)


def _list_of(lexicon: Words) -> str:
    """Return a list of words as it is sent, one a line.

    Raises:
        ConfigError: when there is none: sent as it is, it would restrict nothing.
    """
    words = [lexicon] if isinstance(lexicon, str) else list(lexicon)
    if not words:
        raise ConfigError("expected a list of words, got none; give some, or leave the lexicon out")
    return "\n".join(words)


def _text(value: object) -> str:
    """Return a value as it stands in an address."""
    return str(value).lower() if isinstance(value, bool) else str(value)
