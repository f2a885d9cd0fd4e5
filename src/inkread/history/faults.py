"""What a database or a disk complains about, as the errors of the history."""

import contextlib
import errno
from collections.abc import Iterator

import sqlalchemy.exc

from inkread.errors import HistoryError

# EFBIG is a limit on the size of files, EIO a disk that takes no more or is about to die.
FULL = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
FULL_WORDS = ("disk is full", "disk i/o error", "no space left", "could not extend file", "file too large")
BUSY_WORDS = ("is locked", "lock timeout", "deadlock", "queuepool limit", "too many clients")

HINTS = {
    "full": ("room on the disk", "make room, or run: inkread clean --max-size 1GB"),
    "busy": ("the history free for a moment", "try again"),
}
OF_A_HISTORY = ("a history that can be opened and written", "check the address and its rights")
OF_A_BACKUP = ("a backup that can be read", "check its name, and who may read it")
OF_A_NEW_BACKUP = ("a place that a backup can be written to", "choose another")


@contextlib.contextmanager
def told(place: str, unreachable: tuple[str, str] = OF_A_HISTORY) -> Iterator[None]:
    """Turn what goes wrong in the block with the database or the disk into a `HistoryError`.

    Args:
        place: the database without its password, the folder of images, or a backup.
        unreachable: what was expected there, and what to do where it cannot be reached.

    Raises:
        HistoryError: with the code `full`, `busy` or `unreachable`.
    """
    try:
        yield
    except (sqlalchemy.exc.DBAPIError, sqlalchemy.exc.TimeoutError) as error:
        cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
        said = str(cause).strip().partition("\n")[0][:200] or type(cause).__name__
        raise _error(place, _code(said), said, unreachable) from error
    except OSError as error:
        code = "full" if error.errno in FULL else "unreachable"
        raise _error(place, code, error.strerror or str(error), unreachable) from error


def _code(said: str) -> str:
    """Return what a database's message amounts to."""
    low = said.lower()
    if any(words in low for words in FULL_WORDS):
        return "full"
    return "busy" if any(words in low for words in BUSY_WORDS) else "unreachable"


def _error(place: str, code: str, said: str, unreachable: tuple[str, str]) -> HistoryError:
    """Return the error of a code."""
    expected, advice = HINTS.get(code, unreachable)
    return HistoryError(f"{place}: expected {expected}, got {said}; {advice}", code=code)
