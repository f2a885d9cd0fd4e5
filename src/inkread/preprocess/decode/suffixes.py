"""The endings of files that are taken for images in a folder; a file that is named is always opened."""

from typing import Final

SUFFIXES: Final = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".dib", ".tif", ".tiff", ".gif", ".avif"}
    | {".heic", ".heif"}
)
"""Endings, in lower case, of the formats that the decoder accepts."""

WITH_PAGES: Final = SUFFIXES | {".pdf"}
"""Those that are taken where each page of a file is read by itself."""
