"""Whether the service lives, is ready, and what it is: for those who operate it."""

import threading
import time
from typing import TYPE_CHECKING, Any, Final

from flask import Response, current_app, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.errors import HistoryError, InkreadError
from inkread.web.api.answers import refusals
from inkread.web.backend import backend
from inkread.web.history_trouble import words_for_visitors
from inkread.web.metrics import metrics_answer

if TYPE_CHECKING:
    from collections.abc import Callable

blueprint = APIBlueprint("health", __name__, abp_tags=[Tag(name="Operation")], abp_responses=refusals())

CHECKED_FOR: Final = 0.5  # seconds that a check's result is passed on: asking often must not cost the disk
DRAINING: Final = "inkread-draining"
CHECKS: Final = "inkread-checks"


@blueprint.get("/health/live", responses={200: {}})
def live() -> Response:
    """Say that the process answers."""
    return jsonify({"status": "live"})


@blueprint.get("/health/ready", responses={200: {}, 503: {}})
def ready() -> Response:
    """Say whether requests should be sent here: bundles sound, not about to stop.

    The history is no part of it: all machines have the same, and while it is away each of them reads.
    """
    draining = current_app.extensions.get(DRAINING)
    stops = draining is not None and draining.begun
    checks = {
        "bundles": _checks().bundles.of(backend().readers.prove),
        "draining": "the service is about to stop" if stops else "no",
    }
    failed = {name: said for name, said in checks.items() if said not in ("ok", "no")}
    if not failed:
        return jsonify({"status": "ready", "checks": checks})
    return _not_ready(*next(iter(failed.items())), status="not ready", checks=checks)


@blueprint.get("/health/history", responses={200: {}, 503: {}})
def history() -> Response:
    """Say whether readings can be kept, or are not to be: for who is told when something is wrong."""
    kept = backend().history
    said = "off" if kept is None else _checks().history.of(kept.check_writable)
    if said in ("ok", "off"):
        return jsonify({"status": said})
    return _not_ready("history", said, status="not kept")


@blueprint.get("/info", responses={200: {}})
def info() -> Response:
    """Say what the service is, reads and accepts."""
    from importlib.metadata import version

    behind = backend()
    settings = behind.settings
    return jsonify(
        {
            "name": "inkread",
            "version": version("inkread"),
            "bundles": [bundle.name for bundle in behind.readers.bundles],
            "default_bundle": behind.readers.default,
            "keeps_history": behind.history is not None,
            "needs_key": settings.require_key,
            "limits": {
                "max_upload_bytes": settings.max_upload_bytes,
                "max_files": settings.max_files,
                "rate_limit": settings.rate_limit or None,
                "decode_seconds": settings.decode_seconds,
            },
        }
    )


@blueprint.get("/metrics", responses={200: {}})
def metrics() -> Response:
    """Return what was counted, for Prometheus."""
    return metrics_answer(backend().metrics)


class Check:
    """Checks one thing that a service stands on, at most twice a second."""

    def __init__(self) -> None:
        """Begin without a result."""
        self._lock = threading.Lock()
        self._until = 0.0
        self._found = ""

    def of(self, check: "Callable[[], Any]") -> str:
        """Return `ok`, or what is wrong."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = _outcome(check)
                self._until = time.monotonic() + CHECKED_FOR
            return self._found


class Checks:
    """The checks of an application, each by itself: one may wait for a database, the other must not."""

    def __init__(self) -> None:
        """Begin without results."""
        self.bundles, self.history = Check(), Check()


def _checks() -> Checks:
    """Return the application's checks."""
    checks: Checks = current_app.extensions[CHECKS]
    return checks


def _not_ready(name: str, said: str, **told: Any) -> Response:  # noqa: ANN401
    """Return the answer of a check that failed."""
    response = jsonify({**told, "error": {"code": f"not_ready_{name}", "message": said}})
    response.status_code = 503
    response.headers["Retry-After"] = "1"
    return response


def _outcome(check: "Callable[[], Any]") -> str:
    """Return `ok`, or in words what a check finds wrong."""
    try:
        check()
    except HistoryError as error:
        return words_for_visitors(error)
    except (InkreadError, OSError) as error:
        return " ".join(str(error).split())
    return "ok"
