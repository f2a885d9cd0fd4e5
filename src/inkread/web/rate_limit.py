"""How many requests one client may make in a while: counted in each process by itself.

A service of several workers so allows up to as many times the limit; a limit that holds over all of them
belongs to the proxy in front, which sees every request.
"""

import math
import time
from typing import Final

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded
from limits import parse_many

from inkread.errors import ConfigError, RequestError
from inkread.web.errors import answer, refusal_of
from inkread.web.settings import WebSettings
from inkread.web.visitor import owner

UNCOUNTED: Final = ("/health/", "/metrics", "/static/")


def add_rate_limit(app: Flask, settings: WebSettings) -> None:
    """Let `app` answer 429 with `Retry-After` to who asks more often than the settings allow.

    Raises:
        ConfigError: when the limit is none, such as `many a day`.
    """
    if not settings.rate_limit:
        return
    try:
        parse_many(settings.rate_limit)
    except ValueError:
        raise ConfigError(
            f"expected a rate limit such as 3000/minute, got {settings.rate_limit!r}; write one like it"
        ) from None
    limiter = Limiter(
        _client,
        storage_uri="memory://",
        application_limits=[settings.rate_limit],
        strategy="fixed-window",
    )
    limiter.request_filter(lambda: request.path.startswith(UNCOUNTED))
    limiter.init_app(app)

    @app.errorhandler(RateLimitExceeded)
    def refuse(_error: RateLimitExceeded) -> Response:
        current = limiter.current_limit
        wait = 1.0 if current is None else max(1.0, math.ceil(current.reset_at - time.time()))
        return answer(refusal_of(_too_many(settings.rate_limit, wait)))


def _too_many(limit: str, wait: float) -> RequestError:
    """Return the error of a client over its limit."""
    return RequestError(
        f"expected at most {limit} from one client, got more; come again in {wait:.0f} s",
        status=429,
        code="rate_limited",
        retry_after=wait,
    )


def _client() -> str:
    """Return whom to count a request for: the owner of a known key, else the address it comes from."""
    try:
        found = owner()
    except RequestError:  # a wrong key is told later, and those who try many are counted together
        found = None
    return found if found is not None and found.startswith("key-") else str(request.remote_addr)
