"""The words between the process that draws the pages of a PDF and the one that asks for them."""

from typing import Final

OPEN: Final = b"open"
PAGE: Final = b"page"
"""A question's first block; the second is the file, or the number of one of its pages."""
