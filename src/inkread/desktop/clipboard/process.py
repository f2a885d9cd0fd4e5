"""What the process beside the window does: takes a picture from the clipboard, or offers one there."""

import contextlib
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, TypeAlias

from inkread import atomic

KINDS = {
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
}
"""What is taken, the best first: of a picture that is there in several kinds, one without loss."""

Took: TypeAlias = tuple[Literal["picture", "files", "nothing", "failed"], tuple[str, ...]]
"""What came of it: the path of a picture, or those of files that were copied, or why it did not work."""


def take(line: Connection, stem: str) -> None:
    """Write the picture on the clipboard to a file, and tell its path, or those of files that were copied.

    Args:
        line: is told a `Took`, and closed.
        stem: the file's path without an ending.
    """
    try:
        told = _take_x11(Path(stem)) if is_x11() else _take_elsewhere(Path(stem))
    except (OSError, ValueError, NotImplementedError) as error:
        told = ("failed", (str(error),))
    with line:
        line.send(told)


def offer(line: Connection, png: bytes) -> None:
    """Have a picture on the clipboard as long as nobody else puts something there, and the window is open.

    Args:
        line: tells of the window's end by its own; is told True once the picture can be asked for, or else
            in one line why it cannot.
        png: a PNG file's bytes.
    """
    from inkread.desktop.clipboard.x11 import XClipboard

    try:
        clipboard = XClipboard()
    except OSError as error:
        line.send(str(error))
        return
    with contextlib.closing(clipboard):
        clipboard.offer(png, line)


def is_x11() -> bool:
    """Return whether the window stands on X11, where programs hand pictures to one another in kinds."""
    return sys.platform not in ("win32", "darwin")


def _take_x11(stem: Path) -> Took:
    """Return the file that was written, nothing where no picture is on the clipboard."""
    from inkread.desktop.clipboard.x11 import XClipboard

    with contextlib.closing(XClipboard()) as clipboard:
        there = clipboard.kinds()
        kind = next((kind for kind in KINDS if kind in there), None)
        if kind is None:
            return "nothing", ()
        file = stem.with_suffix(KINDS[kind])
        atomic.write_bytes(file, clipboard.read(kind))
        return "picture", (str(file),)


def _take_elsewhere(stem: Path) -> Took:
    """Return the files that were copied, or that was written; Pillow knows the ways of Windows and macOS."""
    from PIL import ImageGrab

    found = ImageGrab.grabclipboard()
    if not found:
        return "nothing", ()
    if isinstance(found, list):
        return "files", tuple(found)
    file = stem.with_suffix(".png")
    found.save(file)
    return "picture", (str(file),)
