"""A line of the log for each request: what was asked and how it went, nothing about who asked."""

import logging
import time
from typing import Final

from flask import Flask, Response, g, request

from inkread.web.metrics import KNOWN_METHODS, NOWHERE

LOG: Final = logging.getLogger("inkread.request")


def add_request_log(app: Flask) -> None:
    """Let `app` log every request by its rule, where someone listens at level INFO.

    No address, no cookie, no key, no file's name, and no path, in which an entry's id would stand.
    """

    @app.after_request
    def log(response: Response) -> Response:
        if LOG.isEnabledFor(logging.INFO):
            fields = {
                "method": request.method if request.method in KNOWN_METHODS else NOWHERE,
                "path": request.url_rule.rule if request.url_rule is not None else NOWHERE,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - g.begun) * 1000, 2) if "begun" in g else None,
                "bytes_in": request.content_length,
                "bytes_out": response.content_length,
            }
            LOG.info("request", extra={"fields": fields})
        return response
