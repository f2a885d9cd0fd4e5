"""What a server takes in before the application sees it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import flask

from inkread.web.service.plan import ServicePlan

LARGEST_BODY: Final = 64 * 1024 * 1024  # bytes, where the application names no limit
HEALTH: Final = "/health/"  # what begins so asks how the service is
METRICS: Final = "/metrics"
"""Counters tell how the service is too: refused with the others they would be missing for just as long as too
much is asked."""
SMALL: Final = 8 * 1024  # bytes of a request without a picture: a head with its cookies, a short drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLimits:
    """What a server takes in by itself.

    Attributes:
        max_body: bytes of a request's body.
        queue: whole requests that may wait for a thread.
        request_seconds: how long a request may take to arrive.
        headers: what every answer carries, the server's own too.
        tell: told the code of each request that the server refuses by itself.
    """

    max_body: int
    queue: int
    request_seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda _code: None

    @property
    def kept(self) -> int:
        """Bytes that a worker keeps of all requests together, in parts, whole and at work.

        What does not fit is refused, but for what takes no more than `SMALL`: how the service is can be asked
        at any time.
        """
        return self.max_body * 8

    @classmethod
    def of(cls, app: flask.Flask, plan: ServicePlan) -> "FrontLimits":
        """Return the limits that the application's settings and the service's plan ask for."""
        return cls(
            max_body=app.config.get("MAX_CONTENT_LENGTH") or LARGEST_BODY,
            queue=plan.queue,
            request_seconds=plan.request_seconds,
            headers=app.extensions.get("inkread-headers", {}),
            tell=app.extensions.get("inkread-turned-away", lambda _code: None),
        )
