"""The service where there is no gunicorn: waitress, one process, which also takes whole requests only."""

import signal
import socket
from collections.abc import Callable
from typing import Any, Final

import flask

from inkread.web.service.draining import Draining
from inkread.web.service.front_limits import FrontLimits
from inkread.web.service.lifecycle import close, make_ready
from inkread.web.service.plan import ServicePlan

CONNECTIONS: Final = 500  # `select`, which waitress uses on Windows, watches 512 sockets


def run_waitress(
    make_app: Callable[[], flask.Flask],
    plan: ServicePlan,
    listener: socket.socket,
    *,
    on_ready: Callable[[], None],
) -> None:
    """Serve until SIGTERM or Ctrl-C, after which the requests under way have five seconds.

    Args:
        make_app: makes the application.
        plan: how to run it; waitress has one worker and no reload.
        listener: the listening socket, which becomes waitress's.
        on_ready: called when it begins to take requests.

    Raises:
        InkreadError: when something that the application needs is broken.
    """
    draining = Draining()
    app = make_ready(make_app, draining)
    try:
        server = _server(app, plan, listener)

        def stop(_number: int, _frame: Any) -> None:  # noqa: ANN401 - the signal module's own type
            draining.begin()
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, stop)
        on_ready()
        server.run()
    finally:
        close(app)


def _server(app: flask.Flask, plan: ServicePlan, listener: socket.socket) -> Any:  # noqa: ANN401
    """Return waitress's server, which listens already and does not yet answer."""
    from waitress import create_server

    from inkread.web.service.waitress_queue import BoundedQueue

    limits = FrontLimits.of(app, plan)
    return create_server(
        app,
        _dispatcher=BoundedQueue(limits, threads=plan.threads),
        sockets=[listener],
        threads=plan.threads,
        connection_limit=CONNECTIONS,
        channel_timeout=int(limits.request_seconds),
        max_request_body_size=limits.max_body,
        ident="inkread",
        clear_untrusted_proxy_headers=False,  # whom to believe is the application's to decide: `--proxies`
    )
