"""What operators look at, `/metrics` and `/health/…`, is not there for those who come by a proxy.

A proxy in front of the service brings the world; health checks and Prometheus ask the service itself. So no
proxy needs a rule of its own, which for `/metrics` alone let `/metrics/` through.
"""

import hmac
from typing import Final

from flask import Flask, request
from werkzeug.exceptions import NotFound

from inkread.web.settings import WebSettings

BLUEPRINT: Final = "health"
FOR_EVERYONE: Final = "health.info"
FROM_PROXIES: Final = "X-Forwarded-For"
"""Every proxy adds to it, or its visitors would all be one; nobody behind one can take it away."""
SCHEME: Final = "Bearer "


def add_operator_check(app: Flask, settings: WebSettings) -> None:
    """Let `app` answer 404 to who asks by a proxy for what is the operators', without their token."""

    @app.before_request
    def check() -> None:
        if request.blueprint != BLUEPRINT or request.endpoint == FOR_EVERYONE:
            return
        if FROM_PROXIES in request.headers and not _brings_token(settings.operator_token):
            raise NotFound


def _brings_token(token: str | None) -> bool:
    """Return whether the request brings the operators' token, where there is one."""
    said = request.headers.get("Authorization", "")
    if token is None or not said.startswith(SCHEME):
        return False
    return hmac.compare_digest(said.removeprefix(SCHEME).encode(), token.encode())
