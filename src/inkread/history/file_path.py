"""A file or folder as a person names it, as the path that everyone means by it."""

import os
from pathlib import Path


def written_out(named: str | Path) -> Path:
    """Return the path from the root on, `~` written out; an unknown user's `~name` stays, as in a shell.

    What belongs together must be written out in one way, or lies in two places: a shell leaves `~` to us
    where it stands in quotes or in a unit of systemd.

    >>> written_out("~/ink.db") == Path.home() / "ink.db"
    True
    """
    return Path(os.path.expanduser(named)).absolute()  # noqa: PTH111 - Path.expanduser fails for unknown users
