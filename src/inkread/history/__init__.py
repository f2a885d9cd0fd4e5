"""The history: every reading that was kept, to be searched, corrected, exported and cleaned up.

Importing it loads no database library; the names below are loaded on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inkread.history.counts import Tally, tally
    from inkread.history.entry import DOORS, Door, Entry, Page
    from inkread.history.export import FORMS, MEDIA_TYPES, Form
    from inkread.history.place import LOCAL_OWNER, Place, history_place
    from inkread.history.query import Order, Query
    from inkread.history.retention import Cleaned, Going, Policy, clean
    from inkread.history.store import Store

__all__ = [
    "DOORS",
    "FORMS",
    "LOCAL_OWNER",
    "MEDIA_TYPES",
    "Cleaned",
    "Door",
    "Entry",
    "Form",
    "Going",
    "Order",
    "Page",
    "Place",
    "Policy",
    "Query",
    "Store",
    "Tally",
    "clean",
    "history_place",
    "tally",
]

_HOME = {
    "DOORS": "inkread.history.entry",
    "FORMS": "inkread.history.export",
    "LOCAL_OWNER": "inkread.history.place",
    "MEDIA_TYPES": "inkread.history.export",
    "Cleaned": "inkread.history.retention",
    "Door": "inkread.history.entry",
    "Entry": "inkread.history.entry",
    "Form": "inkread.history.export",
    "Going": "inkread.history.retention",
    "Order": "inkread.history.query",
    "Page": "inkread.history.entry",
    "Place": "inkread.history.place",
    "Policy": "inkread.history.retention",
    "Query": "inkread.history.query",
    "Store": "inkread.history.store",
    "Tally": "inkread.history.counts",
    "clean": "inkread.history.retention",
    "history_place": "inkread.history.place",
    "tally": "inkread.history.counts",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object of the package
    """Return the public object `name`, importing the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'inkread.history' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
