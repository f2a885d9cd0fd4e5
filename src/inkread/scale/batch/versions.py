"""Which inkread this process runs."""

from functools import cache
from importlib.metadata import version


@cache
def inkread_version() -> str:
    """Return the version that is installed."""
    return version("inkread")
