"""Every exception that inkread raises on purpose.

One base class, so that a caller can catch all of them at once; the command line prints the
message as one line, the web answers it with a 4xx. Messages read `expected …, got …; do …`.
"""

from collections.abc import Callable
from functools import partial


class InkreadError(Exception):
    """Base class of every error inkread raises on purpose."""


class ImageError(InkreadError):
    """An image cannot be read.

    Args:
        message: the sentence for the person.
        reason: a stable machine-readable code, such as `not_an_image` or `too_many_pixels`.
    """

    def __init__(self, message: str, *, reason: str) -> None:
        """Keep the reason code beside the message."""
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> "tuple[Callable[[str], ImageError], tuple[str]]":
        """Send message and reason to another process; an exception by itself sends no named argument."""
        return partial(ImageError, reason=self.reason), (str(self),)


class StrokesError(InkreadError):
    """A drawing's strokes are too many, of another form, or hold numbers that no canvas gives.

    Args:
        message: the sentence for the person.
        code: a stable machine-readable code: `wrong_form`, `no_points`, `uneven_rows`, `out_of_range` or
            `too_many_points`.
    """

    def __init__(self, message: str, *, code: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code


class DataError(InkreadError):
    """A data set's file is missing, damaged or not of the form it should have."""


class BundleError(InkreadError):
    """A bundle cannot be opened: missing, altered, of a newer format, or not a bundle."""


class CharsetError(InkreadError):
    """A charset is unknown, empty, or names graphemes that the model cannot output."""


class ConfigError(InkreadError):
    """A setting is unknown or outside its range."""


class TrainingError(InkreadError):
    """A training run cannot start, go on or be exported."""


class HistoryError(InkreadError):
    """The history cannot be opened, written or searched, or does not hold what is asked for.

    Args:
        message: the sentence for the person.
        code: a stable machine-readable code: `not_found`, `bad_query`, `bad_correction`, `full` (no room on
            the disk), `busy` (others write), `newer` (made by a later version), `others_images` (another
            history's lie in their place), `damaged` or `not_empty` (of backups) or `unreachable`.
    """

    def __init__(self, message: str, *, code: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code


class RequestError(InkreadError):
    """A request over HTTP is refused: what the service answers, and what the client raises.

    Args:
        message: the sentence for the person.
        status: the HTTP status, 4xx or 5xx; 0 where no answer came, or where nothing could be sent.
        code: a stable machine-readable code, such as `too_large`.
        retry_after: seconds after which it is worth coming again, or None.
        field: name of the field of a form that it is about, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str,
        retry_after: float | None = None,
        field: str | None = None,
    ) -> None:
        """Keep status and code beside the message."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.field = field
