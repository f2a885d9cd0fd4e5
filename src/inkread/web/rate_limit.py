"""How many requests one client may make in a while: counted in each process by itself.

A service of several workers so allows up to as many times the limit; a limit that holds over all of them
belongs to the proxy in front, which sees every request.
"""

import math
import time
from typing import Final

from flask import Flask, request
from limits import RateLimitItem, parse_many
from limits.strategies import FixedWindowRateLimiter

from inkread.errors import ConfigError, RequestError
from inkread.web.request_counts import RequestCounts
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
    limits = _parsed(settings.rate_limit)
    limiter = FixedWindowRateLimiter(RequestCounts())

    @app.before_request
    def count() -> None:
        if request.path.startswith(UNCOUNTED):
            return
        client = _client()
        over = [limit for limit in limits if not limiter.hit(limit, client)]
        if over:
            ends = max(limiter.get_window_stats(limit, client).reset_time for limit in over)
            raise _too_many(settings.rate_limit, max(1.0, math.ceil(ends - time.time())))


def _parsed(text: str) -> list[RateLimitItem]:
    """Return the limits that the setting names."""
    try:
        return list(parse_many(text))
    except ValueError:
        raise ConfigError(
            f"expected a rate limit such as 3000/minute, got {text!r}; write one like it"
        ) from None


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
