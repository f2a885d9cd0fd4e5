"""A service of a small application whose requests the tests hold and let go: `plain_app.py FOLDER PLAN`."""

import atexit
import json
import os
import sys
import time
from pathlib import Path

import flask

from inkread.errors import ConfigError
from inkread.web.service.listening import address_of, listen
from inkread.web.service.metrics_folder import MetricsFolder
from inkread.web.service.plan import ServicePlan

HELD_SECONDS = 20


def make_app(folder):
    """Return the application; what it does hangs on which files lie in `folder`."""
    if (folder / "broken").exists():
        raise ConfigError("expected a sound bundle, got a broken one; put the old one back")
    app = flask.Flask("plain")
    app.config["MAX_CONTENT_LENGTH"] = 100_000

    @app.get("/health/<name>")
    def health(name):
        draining = app.extensions["inkread-draining"].begun
        return {"pid": os.getpid()}, 503 if draining and name == "ready" else 200

    @app.get("/metrics")
    def metrics():
        return {"pid": os.getpid()}

    @app.get("/headers")
    def headers():
        return dict(flask.request.headers)

    @app.post("/count")
    def count():
        return {"bytes": len(flask.request.get_data()), "pid": os.getpid()}

    @app.post("/hold/<name>")
    def hold(name):
        (folder / f"held-{name}").touch()
        wait_for_go(folder)
        return {"name": name}

    return app


def hold_second_worker(folder):
    """Let the second process that is forked stand still as it is, before it does anything, until `go`."""
    fork, children = os.fork, []

    def held_fork():
        child = fork()
        children.append(child)
        if child == 0 and len(children) == 2:
            atexit.register((folder / "ended").touch)
            (folder / "forked").touch()
            wait_for_go(folder)
        return child

    os.fork = held_fork


def wait_for_go(folder):
    """Wait until the tests let go."""
    until = time.monotonic() + HELD_SECONDS
    while not (folder / "go").exists() and time.monotonic() < until:
        time.sleep(0.005)


def main():
    folder, plan = Path(sys.argv[1]), ServicePlan(**json.loads(sys.argv[2]))
    if (folder / "hold-second-worker").exists():
        hold_second_worker(folder)
    listener = listen(plan.host, plan.port)
    address = address_of(listener)
    common = {"on_ready": lambda: (sys.stdout.write(f"{address}\n"), sys.stdout.flush())}
    if plan.chosen_server == "gunicorn":
        from inkread.web.service.gunicorn_server import run_gunicorn

        with MetricsFolder(shared=False) as metrics:
            run_gunicorn(lambda: make_app(folder), plan, listener, metrics=metrics, **common)
    else:
        from inkread.web.service.waitress_server import run_waitress

        run_waitress(lambda: make_app(folder), plan, listener, **common)


if __name__ == "__main__":
    main()
