"""An image's file that is opened when it is read, and let go of when it has been."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, cast

Open = Callable[[], BinaryIO]


@dataclass(slots=True)
class LazyFile:
    """A binary file as the decoder reads it: from its beginning to its end, once.

    A network sees hundreds of glyphs at a time, and each keeps its source until then: the bytes of as many
    photographs would be gigabytes.

    Attributes:
        name: how errors name it.
        open: opens the file, and is let go of when it has been read, for it may hold the content; whatever it
            raises becomes an `OSError`, which the decoder turns into a refusal.
    """

    name: str
    open: Open | None
    _file: BinaryIO | None = field(default=None, init=False)

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes more; at the end none, and the file is closed."""
        if self.open is None:
            return b""
        try:
            if self._file is None:
                self._file = self.open()
            block = self._file.read(size)
        except Exception as error:  # each storage has its own
            self.close()
            raise OSError(f"{type(error).__name__}: {error}") from error
        if not block:
            self.close()
        return block

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self.open = None


def lazy_file(name: str, opener: Open) -> BinaryIO:
    """Return a file that is opened when it is read; `Reader.read` needs no more of a file than it has."""
    return cast(BinaryIO, LazyFile(name, opener))


def of_bytes(name: str, content: Callable[[], bytes]) -> BinaryIO:
    """Return a file whose content is got when it is read."""
    return lazy_file(name, lambda: io.BytesIO(content()))
