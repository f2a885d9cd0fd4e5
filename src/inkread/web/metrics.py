"""What the service counts, for Prometheus; over all workers where they share a folder."""

import os
import time
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from inkread.history.retention import Cleaned

SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""From a character, a few milliseconds, to eight pages of writing in one request."""
KNOWN_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOT_KEPT: Final = ("full", "busy", "unreachable", "newer", "others_images")
TURNED_AWAY: Final = ("busy", "too_large", "too_slow")
"""Codes that are there from the start, at 0: of one that comes into being with its first event Prometheus
sees no increase, and the alert stayed silent."""
NOWHERE: Final = "(none)"  # of a path that leads nowhere: counting each by itself would fill the memory


class Metrics:
    """The counters of a process."""

    def __init__(self) -> None:
        """Make the counters, in a registry of the application's own."""
        registry = CollectorRegistry()
        self._registry = registry
        self.requests = Counter(
            "inkread_requests", "Requests answered.", ("method", "path", "status"), registry=registry
        )
        self.seconds = Histogram(
            "inkread_request_seconds", "Time to answer.", ("path",), buckets=SECONDS, registry=registry
        )
        self.readings = Counter(
            "inkread_readings", "Images read.", ("bundle", "door", "outcome"), registry=registry
        )
        self.refusals = Counter(
            "inkread_refusals", "Images that could not be read.", ("code",), registry=registry
        )
        self.not_kept = Counter(
            "inkread_not_kept", "Readings that the history could not take.", ("code",), registry=registry
        )
        self.turned_away = Counter(
            "inkread_turned_away",
            "Requests that the server refused before the application saw them.",
            ("code",),
            registry=registry,
        )
        self.cleaned_bytes = Counter(
            "inkread_cleaned_bytes", "Bytes that clean-ups freed.", registry=registry
        )
        self.at_work = Gauge(
            "inkread_requests_at_work",
            "Requests being worked on.",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """Count none of what alerts wait for."""
        for code in NOT_KEPT:
            self.not_kept.labels(code)
        for code in TURNED_AWAY:
            self.turned_away.labels(code)

    def turn_away(self, code: str) -> None:
        """Count a request that the server refused by itself."""
        self.turned_away.labels(code).inc()

    def cleaned(self, done: "Cleaned") -> None:
        """Count a clean-up."""
        self.cleaned_bytes.inc(done.bytes)

    def text(self) -> bytes:
        """Return everything counted, in Prometheus' text form."""
        if os.environ.get(SHARED):
            from prometheus_client.multiprocess import MultiProcessCollector

            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
            return generate_latest(registry)
        return generate_latest(self._registry)


def add_metrics(app: Flask, metrics: Metrics) -> None:
    """Let `app` count every request by its rule, never by its path, of which there is no end."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        path = request.url_rule.rule if request.url_rule is not None else NOWHERE
        method = request.method if request.method in KNOWN_METHODS else NOWHERE
        metrics.requests.labels(method, path, response.status_code).inc()
        if "begun" in g:
            metrics.seconds.labels(path).observe(time.perf_counter() - g.begun)
        return response


def metrics_answer(metrics: Metrics) -> Response:
    """Return the answer of `/metrics`."""
    return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)
