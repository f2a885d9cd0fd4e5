"""The folder in which inkread keeps a person's own data: the usual place of the system."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def data_folder(environment: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> Path:
    """Return the folder; it need not exist yet.

    Args:
        environment: the variables to look at.
        platform: `sys.platform` of the system.

    Example:
        >>> data_folder({"XDG_DATA_HOME": "share"}, platform="linux").as_posix()
        'share/inkread'
    """
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "inkread"
