"""Whether the service lives, is ready, and what it is: for those who operate it."""

import threading
import time
from typing import TYPE_CHECKING, Any, Final

from flask import Response, current_app, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.errors import HistoryError, InkreadError
from inkread.web.api.answers import refusals
from inkread.web.backend import Backend, backend
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
    """Say whether requests should be sent here: bundles sound, history writable, not about to stop."""
    checks = dict(_checked(backend()))
    draining = current_app.extensions.get(DRAINING)
    checks["draining"] = "the service is about to stop" if draining is not None and draining.begun else "no"
    failed = {name: said for name, said in checks.items() if said not in ("ok", "off", "no")}
    if not failed:
        return jsonify({"status": "ready", "checks": checks})
    name, said = next(iter(failed.items()))
    error = {"code": f"not_ready_{name}", "message": said}
    response = jsonify({"status": "not ready", "checks": checks, "error": error})
    response.status_code = 503
    response.headers["Retry-After"] = "1"
    return response


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
            "keeps_history": behind.store is not None,
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


class Checks:
    """Checks what a service stands on, at most twice a second."""

    def __init__(self) -> None:
        """Begin without a result."""
        self._lock = threading.Lock()
        self._until = 0.0
        self._found: dict[str, str] = {}

    def of(self, behind: Backend) -> dict[str, str]:
        """Return `ok`, `off` or what is wrong, for each thing."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = {
                    "bundles": _outcome(behind.readers.prove),
                    "history": "off" if behind.store is None else _outcome(behind.store.check_writable),
                }
                self._until = time.monotonic() + CHECKED_FOR
            return self._found


def _checked(behind: Backend) -> dict[str, str]:
    """Return the results of the application's checks."""
    checks: Checks = current_app.extensions[CHECKS]
    return checks.of(behind)


def _outcome(check: "Callable[[], Any]") -> str:
    """Return `ok`, or in words what a check finds wrong."""
    try:
        check()
    except HistoryError as error:
        return words_for_visitors(error)
    except (InkreadError, OSError) as error:
        return " ".join(str(error).split())
    return "ok"
