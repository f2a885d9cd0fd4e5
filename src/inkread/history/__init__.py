"""The history: every reading that was kept, to be searched, corrected, exported and cleaned up.

Importing it loads no database library; the names below are loaded on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inkread.history.entry import DOORS, Door, Entry, Page
    from inkread.history.query import Order, Query
    from inkread.history.store import Store

__all__ = ["DOORS", "Door", "Entry", "Order", "Page", "Query", "Store"]

_HOME = {
    "DOORS": "inkread.history.entry",
    "Door": "inkread.history.entry",
    "Entry": "inkread.history.entry",
    "Order": "inkread.history.query",
    "Page": "inkread.history.entry",
    "Query": "inkread.history.query",
    "Store": "inkread.history.store",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object of the package
    """Return the public object `name`, importing the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'inkread.history' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
