"""The service on Linux and macOS: gunicorn, started from here and not from a file of settings.

The master imports the application's modules and forks; each worker makes its application after the fork,
because a session of ONNX Runtime made before would crash it (microsoft/onnxruntime #9800).
"""

import os
import queue
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import AppImportError
from gunicorn.glogging import Logger

from inkread.errors import InkreadError
from inkread.web.service.draining import Draining
from inkread.web.service.front_limits import FrontLimits
from inkread.web.service.json_log import use_json_for
from inkread.web.service.lifecycle import close, make_ready
from inkread.web.service.metrics_folder import MetricsFolder
from inkread.web.service.patient_worker import WORKER_SIGNALS, PatientWorker
from inkread.web.service.plan import ServicePlan

GRACEFUL_SECONDS: Final = 10  # for the requests under way when a worker is to end
KEPT_ALIVE_SECONDS: Final = 15  # a connection without a request
WORKER_SECONDS: Final = 30  # a worker that gives no sign of life for so long is killed
CONNECTIONS: Final = 2000  # of a worker, most of them silent
# On a disk, signs of life would wait for readings that are kept. gunicorn names its files there at random.
IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108
MakeApp = Callable[[], flask.Flask]


def run_gunicorn(
    make_app: MakeApp,
    plan: ServicePlan,
    listener: socket.socket,
    *,
    on_ready: Callable[[], None],
    metrics: MetricsFolder,
) -> None:
    """Serve until a signal ends it.

    SIGTERM and Ctrl-C end it after the requests under way; SIGHUP replaces every worker by a new one, which
    opens the bundles anew, and loses none.

    Args:
        make_app: makes the application, in each worker.
        plan: how to run it.
        listener: the listening socket, which becomes gunicorn's.
        on_ready: called in the first worker when it begins to take requests.
        metrics: where the workers count.

    Raises:
        SystemExit: always, with the exit status.
    """
    _Master(_Service(make_app, plan, listener, on_ready, metrics)).run()


class _Service(BaseApplication):  # type: ignore[misc]
    """What gunicorn asks: its settings, and the application."""

    def __init__(
        self,
        make_app: MakeApp,
        plan: ServicePlan,
        listener: socket.socket,
        on_ready: Callable[[], None],
        metrics: MetricsFolder,
    ) -> None:
        self.make_app, self.plan, self.on_ready, self.metrics = make_app, plan, on_ready, metrics
        self.descriptor = listener.detach()
        self.draining = Draining()
        self.limits: FrontLimits | None = None  # known once a worker has its application
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        settings = {
            "bind": f"fd://{self.descriptor}",
            "workers": self.plan.workers,
            "threads": self.plan.threads,
            "worker_class": PatientWorker,
            "worker_connections": CONNECTIONS,
            "timeout": WORKER_SECONDS,
            "worker_tmp_dir": str(IN_MEMORY) if os.access(IN_MEMORY, os.W_OK) else None,
            "graceful_timeout": GRACEFUL_SECONDS,
            "keepalive": KEPT_ALIVE_SECONDS,
            "loglevel": "warning",
            "accesslog": "-" if self.plan.access_log and not self._is_json else None,
            **({"logger_class": JsonLogger} if self._is_json else {}),
            "proc_name": "inkread",
            "control_socket_disable": True,
            "post_worker_init": self._begin,
            "worker_exit": self._end,
            "child_exit": lambda _master, worker: self.metrics.forget(worker.pid),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    @property
    def _is_json(self) -> bool:
        """Whether the log is JSON, in which the application writes a line for each request."""
        return self.plan.log == "json"

    def load(self) -> flask.Flask:
        """Return the application, ready for its first request; called in a worker."""
        try:
            app = make_ready(self.make_app, self.draining)
        except InkreadError as error:
            raise AppImportError(f"inkread: {error}") from error  # gunicorn says it in one line
        self.limits = FrontLimits.of(app, self.plan)
        return app

    def _begin(self, worker: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        """Tell that the service is ready, when its very first worker is."""
        if worker.age == 1:
            self.on_ready()

    def _end(self, _master: Any, worker: Any) -> None:  # noqa: ANN401
        """Let the application of a worker put its things away; the master calls this for lost ones too."""
        if worker.pid == os.getpid() and self.callable is not None:
            close(self.callable)


class JsonLogger(Logger):  # type: ignore[misc]
    """gunicorn's own log in the form of the rest."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401
        """Set up as gunicorn does, then change the form."""
        super().setup(cfg)
        use_json_for("gunicorn.error")


class _Master(Arbiter):  # type: ignore[misc]
    """gunicorn's master, which also warns before it stops, and does not reload what is broken."""

    def spawn_worker(self) -> int:
        """Start a worker that loses no signal: until it listens for them, they wait.

        gunicorn's would take one in its master's place, and be killed when its time was over.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, WORKER_SIGNALS)
        try:
            return int(super().spawn_worker())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, WORKER_SIGNALS)

    def handle_term(self) -> None:
        """Say at `/health/ready` that the service stops, go on for a while, then stop."""
        self.app.draining.begin()
        until = time.monotonic() + self.app.plan.drain_seconds
        while (rest := until - time.monotonic()) > 0:
            if self._was_asked_again(within=min(rest, 1.0)):
                break
            self.reap_workers()
        super().handle_term()

    def _was_asked_again(self, *, within: float) -> bool:
        """Return whether another signal to stop comes within so many seconds: then it is to be now."""
        try:
            number = self.SIG_QUEUE.get(timeout=within)
        except queue.Empty:
            return False
        return number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)

    def handle_int(self) -> None:
        """Stop like SIGTERM: a person's Ctrl-C loses no answer either."""
        raise StopIteration

    def handle_hup(self) -> None:
        """Replace the workers by new ones, unless those could not start."""
        complaint = self._complaint_of_a_start()
        if complaint:
            self.log.error("not reloaded, the old workers go on: %s", complaint)
        else:
            super().handle_hup()

    def handle_usr2(self) -> None:
        """Refuse to start a second master, which would find the port taken."""
        self.log.error("expected SIGHUP to reload, got SIGUSR2, which does nothing here")

    def _complaint_of_a_start(self) -> str:
        """Return why a new worker could not start, tried in a process of its own; empty where it could."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            said = _tried(self.app)
            os.write(writing, said.encode()[:4000])
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answers:
            said = answers.read().decode(errors="replace")
        _, status = os.waitpid(child, 0)
        return said or ("" if status == 0 else f"the new application ended with status {status}")


def _tried(service: _Service) -> str:
    """Make the application and put it away again; return what went wrong."""
    try:
        close(make_ready(service.make_app, service.draining))
    except Exception as error:  # noqa: BLE001 - told by the master, which must live on
        return " ".join(str(error).split()) or type(error).__name__
    return ""
