"""The service from its settings to its end: checked, listening, then left to its server."""

import os
from collections.abc import Callable
from dataclasses import replace

from inkread.one_thread import one_thread
from inkread.web.service.json_log import write_json_log
from inkread.web.service.listening import address_of, is_private, listen
from inkread.web.service.metrics_folder import MetricsFolder
from inkread.web.service.own_names import own_addresses, own_names
from inkread.web.service.plan import ServicePlan
from inkread.web.settings import WebSettings

OPENCV = "OPENCV_FOR_THREADS_NUM"
Announce = Callable[[str, bool], None]


def serve(settings: WebSettings, plan: ServicePlan, *, announce: Announce) -> None:
    """Serve the application until a signal ends it.

    Args:
        settings: the application's.
        plan: the service's.
        announce: called with the address, and whether only this machine can reach it, when requests are
            answered there.

    Raises:
        InkreadError: before anyone can connect, when something that the service needs will not do.
        SystemExit: at the end, with the exit status of the server.
    """
    one_thread()  # requests share the processors already; and a master must fork without threads
    os.environ.setdefault(OPENCV, "1")
    if plan.log == "json":
        write_json_log()
    # prometheus_client chooses where it counts when it is imported: the folder comes before the application.
    with MetricsFolder(shared=plan.workers > 1) as metrics:
        from inkread.web import create_app
        from inkread.web.service.lifecycle import close

        settings = completed(settings, plan)
        close(create_app(settings))  # what is broken is told here; and what it imports, every worker has
        listener = listen(plan.host, plan.port)
        address, private = address_of(listener), is_private(listener)

        def on_ready() -> None:
            announce(address, private)

        if plan.chosen_server == "gunicorn":
            from inkread.web.service.gunicorn_server import run_gunicorn

            run_gunicorn(lambda: create_app(settings), plan, listener, on_ready=on_ready, metrics=metrics)
        else:
            from inkread.web.service.waitress_server import run_waitress

            run_waitress(lambda: create_app(settings), plan, listener, on_ready=on_ready)


def completed(settings: WebSettings, plan: ServicePlan) -> WebSettings:
    """Return the settings with what follows from where the service listens, alike in all workers."""
    from inkread.web.secret import new_secret

    if settings.secret is None and not settings.keep:
        settings = replace(settings, secret=new_secret())
    named_none = settings.trusted_hosts == WebSettings().trusted_hosts
    own = own_names(plan.host) if named_none else own_addresses(plan.host)
    return replace(settings, trusted_hosts=(*settings.trusted_hosts, *own))
