"""A client's socket that sends the head of an answer together with its body, as one piece."""

import socket
from typing import Any, Final, Self

_END_OF_HEAD: Final = b"\r\n\r\n"


class AnswerSocket(socket.socket):
    """Holds a head back until something follows it, or until `flush`.

    gunicorn sends the two by themselves. With Nagle's algorithm off, as it must be, each is a packet that the
    system carries and the client wakes up for: of a reading's time, a fiftieth.
    """

    _held = b""

    @classmethod
    def of(cls, accepted: socket.socket) -> Self:
        """Return the accepted connection as such a socket; `accepted` is not to be used any more."""
        return cls(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())

    def sendall(self, data: Any, flags: int = 0) -> None:  # noqa: ANN401 - any bytes, as for every socket
        """Send the data behind what is held back, or hold it where it is a head."""
        if not self._held and data[-len(_END_OF_HEAD) :] == _END_OF_HEAD:
            self._held = bytes(data)
            return
        held, self._held = self._held, b""
        super().sendall(held + data if held else data, flags)

    def sendfile(self, *file: Any, **part: Any) -> int:  # noqa: ANN401 - as for every socket
        """Send a file behind what is held back."""
        self.flush()
        return super().sendfile(*file, **part)

    def flush(self) -> None:
        """Send what is held back: an answer without a body is only a head."""
        if self._held:
            held, self._held = self._held, b""
            super().sendall(held)
