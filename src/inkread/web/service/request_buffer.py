"""The bytes of one connection, kept until a whole HTTP/1.1 request is there to be worked on.

A server thread that reads a request itself waits as long as its client likes to take: with eight threads,
eight clients that send a byte a second hold up everyone. Bytes cost nothing to keep, so they wait here.
"""

import re
from collections.abc import Callable
from typing import Final

from inkread.web.service.front_limits import HEALTH, METRICS

HEAD_LIMIT: Final = 64 * 1024  # bytes; the parser behind refuses longer heads with 431
SIZE_LINE_LIMIT: Final = 8192  # bytes of a chunk's size line, extensions included
_ABOUT_HEALTH: Final = tuple(
    f"{method} {path}".encode() for method in ("GET", "HEAD") for path in (HEALTH, f"{METRICS} ")
)
_END_OF_HEAD: Final = b"\r\n\r\n"
_FRAMING: Final = re.compile(
    rb"(?im)^(content-length|transfer-encoding|expect)[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$"
)
# A head that every server reads alike: no folded lines, no lone line feeds, no space before a colon.
_PLAIN_HEAD: Final = re.compile(rb"[A-Z]+ [!-~]+ HTTP/1\.1(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n\x00]*)*+")
_LENGTH: Final = re.compile(rb"(?i)\r\ncontent-length:[ \t]*([0-9]{1,19})[ \t]*(?=\r\n|\Z)")
_ABOUT_THE_CONNECTION: Final = re.compile(
    rb"(?i)\r\n(?:content-length|transfer-encoding|upgrade|expect|trailer"
    rb"|connection(?!:[ \t]*keep-alive[ \t]*(?:\r\n|\Z))):"
)


class RequestBuffer:
    r"""What a connection has sent so far, and where its first request ends.

    Only the length of a request is decided here (RFC 9112, section 6). Whether it is sound is left to the
    server's parser: what this class cannot follow counts as whole, so that the parser may refuse it.

    >>> buffer = RequestBuffer(max_body=1000)
    >>> buffer.feed(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nh")
    >>> buffer.is_whole
    False
    >>> buffer.feed(b"i")
    >>> buffer.is_whole
    True
    """

    def __init__(self, *, max_body: int, tell: Callable[[int], object] = lambda _change: None) -> None:
        """Begin empty.

        Args:
            max_body: bytes that a request's body may have.
            tell: told by how many bytes more, or fewer, are kept, with each change.
        """
        self._max_body = max_body
        self._tell = tell
        self._data = bytearray()
        self._begin()

    def _begin(self) -> None:
        """Forget what is known of the request that ended."""
        self._looked = 0  # up to here no end of the head was found
        self._body: int | None = None  # where the body begins
        self._chunk: int | None = None  # where the next chunk begins, in a chunked body
        self._end: int | None = None  # where the request ends
        self._read = 0  # up to here the parser has read
        self.is_too_large = False
        self.expects_continue = False

    def __len__(self) -> int:
        """Return how many bytes are kept."""
        return len(self._data)

    @property
    def is_whole(self) -> bool:
        """Whether the first request is there to its end."""
        return self._end is not None and len(self._data) >= self._end

    @property
    def is_about_health(self) -> bool:
        """Whether the request asks how the service is, which must be answered even where it is full."""
        return self._data.startswith(_ABOUT_HEALTH)

    @property
    def is_plain(self) -> bool:
        """Whether the request ends, beyond all doubt, where this class says, and its client stays.

        Only then may what follows be taken for the next request although no parser has seen this one. Where a
        proxy in front reads a doubtful head differently, one visitor's request would become a part of
        another's (request smuggling, RFC 9112, section 11.2).
        """
        head = bytes(self._data[: max(0, (self._body or 0) - len(_END_OF_HEAD))])
        lengths = len(_LENGTH.findall(head))
        return (
            _PLAIN_HEAD.fullmatch(head) is not None
            and lengths <= 1
            and len(_ABOUT_THE_CONNECTION.findall(head)) == lengths
        )

    def feed(self, data: bytes) -> None:
        """Keep what the client sent."""
        self._data += data
        self._tell(len(data))
        self._measure()

    def recv(self, size: int) -> bytes:
        """Return up to `size` bytes of a whole request, empty at its end: a `recv` that never waits."""
        end = min(self._end or 0, self._read + size) if self.is_whole else self._read
        taken = bytes(self._data[self._read : end])
        self._read = end
        return taken

    def move_on(self) -> None:
        """Drop the first request; what the client sent behind it becomes the first."""
        before = len(self._data)
        del self._data[: self._end or 0]
        self._tell(len(self._data) - before)
        self._begin()
        self._measure()

    def drop(self) -> None:
        """Forget everything: the connection has ended."""
        self._tell(-len(self._data))
        self._data = bytearray()
        self._begin()

    def _measure(self) -> None:
        """Find out where the request ends, as far as its bytes tell."""
        if self._body is None:
            self._find_head()
        if self._chunk is not None and self._end is None:
            self._follow_chunks(self._body or 0)

    def _find_head(self) -> None:
        """Look for the end of the head, and in it for the length of the body."""
        stop = self._data.find(_END_OF_HEAD, max(0, self._looked - len(_END_OF_HEAD)))
        if stop < 0:
            self._looked = len(self._data)
            if self._looked > HEAD_LIMIT:
                self._end = self._looked
            return
        self._body = stop + len(_END_OF_HEAD)
        found = {name.lower(): value for name, value in _FRAMING.findall(self._data[:stop])}
        self.expects_continue = found.get(b"expect", b"").lower() == b"100-continue"
        if b"transfer-encoding" in found:
            self._chunk = self._body
            return
        length = found.get(b"content-length", b"0")
        self._set_length(int(length) if length.isdigit() and len(length) < 20 else 0)

    def _set_length(self, length: int) -> None:
        """Keep the end of a request whose body has `length` bytes."""
        self.is_too_large = length > self._max_body
        self._end = (self._body or 0) + length

    def _follow_chunks(self, body: int) -> None:
        """Step from chunk to chunk (RFC 9112, section 7.1) as far as they are there."""
        while self._chunk is not None and self._chunk <= len(self._data):
            line = self._data.find(b"\r\n", self._chunk)
            if line < 0:
                if len(self._data) - self._chunk > SIZE_LINE_LIMIT:
                    self._end = len(self._data)
                return
            size = _chunk_size(bytes(self._data[self._chunk : line]))
            if not size:  # the last one, or none that can be followed
                self._end = len(self._data) if size is None else self._end_of_trailers(line)
                return
            self._chunk = line + 2 + size + 2
            if self._chunk - body > self._max_body:
                self.is_too_large = True
                self._end = self._chunk
                return

    def _end_of_trailers(self, line: int) -> int | None:
        """Return where the fields behind the last chunk end, or None where that is still to come."""
        stop = self._data.find(_END_OF_HEAD, line)
        if stop >= 0:
            return stop + len(_END_OF_HEAD)
        return len(self._data) if len(self._data) - line > HEAD_LIMIT else None


def _chunk_size(line: bytes) -> int | None:
    """Return the size that a chunk's first line declares, or None where it declares none."""
    digits = line.partition(b";")[0].strip()
    return int(digits, 16) if re.fullmatch(rb"[0-9a-fA-F]{1,15}", digits) else None
