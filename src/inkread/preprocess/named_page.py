"""A page of a file by its name: `scan.pdf#2` is the second, unless a file has that very name."""

import os
import re
from pathlib import Path
from typing import Final

_ONE_PAGE: Final = re.compile(r"(.+)#([1-9][0-9]{0,8})", re.DOTALL)


def named_page(name: str) -> tuple[str, int | None]:
    """Return the path of the file that a name is of, and the number of the page that it names, or None.

    Args:
        name: a path, perhaps with `#` and a number behind it.

    Example:
        >>> named_page("nowhere.pdf#2")
        ('nowhere.pdf#2', None)
    """
    named = _ONE_PAGE.fullmatch(name)
    if named is None or os.path.lexists(name) or not os.path.isfile(Path(named[1])):  # noqa: PTH113 - Path's raises where it may not look
        return name, None
    return named[1], int(named[2])


def page_name(name: str, page: int, pages: int) -> str:
    """Return what a page of a file is called: the file's own name where it is the only one.

    Example:
        >>> page_name("scan.pdf", 2, 3), page_name("scan.png", 1, 1)
        ('scan.pdf#2', 'scan.png')
    """
    return f"{name}#{page}" if pages > 1 else name
