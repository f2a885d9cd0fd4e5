"""What a PDF is known by, and the words between the process that draws its pages and the one that asks."""

from typing import Final

MARK: Final = b"%PDF"
"""A PDF's first bytes."""

OPEN: Final = b"open"
PAGE: Final = b"page"
"""A question's first block; the second is the file, or the number of one of its pages."""


def is_pdf(data: bytes) -> bool:
    """Return whether a file that begins with these bytes is a PDF."""
    return data.startswith(MARK)
