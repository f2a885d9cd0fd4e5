"""From a function that makes the application to one that answers, and to its end; for every server alike."""

from collections.abc import Callable

import flask

from inkread.web.service.draining import Draining
from inkread.web.service.memory import give_large_memory_back
from inkread.web.service.one_core import stay_on_one_core

DRAINING = "inkread-draining"
WARM = "inkread-warm"
CLOSE = "inkread-close"
"""Names in `app.extensions` under which the application and the service find each other."""


def make_ready(make_app: Callable[[], flask.Flask], draining: Draining) -> flask.Flask:
    """Return the application with its networks loaded and proved.

    Raises:
        InkreadError: when something it needs is broken.
    """
    give_large_memory_back()
    stay_on_one_core()
    app = make_app()
    app.extensions[DRAINING] = draining
    app.extensions.get(WARM, _nothing)()
    return app


def close(app: flask.Flask) -> None:
    """Let the application end its processes and close its files."""
    app.extensions.get(CLOSE, _nothing)()


def _nothing() -> None:
    """Do nothing, for an application that asks for nothing."""
