"""The folder that fetched data sets live in: `INKREAD_DATA_HOME`, or the usual place of the system."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from inkread.data_folder import data_folder

VARIABLE = "INKREAD_DATA_HOME"


def data_home(environment: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> Path:
    """Return the folder that holds one folder per data set; it need not exist yet.

    Args:
        environment: the variables to look at.
        platform: `sys.platform` of the system.

    Example:
        >>> data_home({"INKREAD_DATA_HOME": "sets"}).as_posix()
        'sets'
        >>> data_home({"XDG_DATA_HOME": "share"}, platform="linux").as_posix()
        'share/inkread'
    """
    if chosen := environment.get(VARIABLE):
        return Path(chosen)
    return data_folder(environment, platform=platform)
