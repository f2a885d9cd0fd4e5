"""The application: settings in, a Flask application out, with every safeguard around every route."""

from collections.abc import Callable
from typing import Any

from flask import Flask, jsonify
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.middleware.proxy_fix import ProxyFix

from inkread.web.api.answers import ErrorAnswer
from inkread.web.api.bodies import bad_field
from inkread.web.api.register import register_api
from inkread.web.backend import EXTENSION, Backend
from inkread.web.body import BodyInMemory
from inkread.web.errors import add_error_answers, refusal_of
from inkread.web.headers import add_headers, security_headers
from inkread.web.health import CHECKS, Checks
from inkread.web.metrics import add_metrics
from inkread.web.operators import add_operator_check
from inkread.web.origin import add_origin_check
from inkread.web.pages import pages
from inkread.web.rate_limit import add_rate_limit
from inkread.web.request_log import add_request_log
from inkread.web.settings import WebSettings
from inkread.web.visitor import KEY_HEADER, Visitors, add_key_check, add_visitors
from inkread.web.word_lists import LONGEST_LIST

FIELD_BYTES = 4 * LONGEST_LIST  # of a form's field that is no file: a list of words, in any script
PARSED_AT_ONCE = 64 * 1024  # bytes that Werkzeug takes from a body at a time
SPARE_PARTS = 4  # of a form, besides its files


def make_app(settings: WebSettings) -> Flask:
    """Return the application; see `inkread.web.create_app`."""
    app = _App(
        "inkread.web",
        info=_info(),
        security_schemes={"key": {"type": "apiKey", "in": "header", "name": KEY_HEADER}},
        doc_ui=False,
        validation_error_model=ErrorAnswer,
        validation_error_callback=_bad_query,
    )
    _configure(app, settings)
    behind = Backend(settings)
    app.extensions[EXTENSION] = behind
    app.extensions[CHECKS] = Checks()
    # Names by which the service finds what belongs to it, see `inkread.web.service.lifecycle`.
    app.extensions["inkread-warm"] = behind.start
    app.extensions["inkread-close"] = behind.stop
    app.extensions["inkread-headers"] = security_headers(settings)
    app.extensions["inkread-turned-away"] = behind.metrics.turn_away
    add_metrics(app, behind.metrics)
    add_request_log(app)
    add_headers(app, settings)
    add_visitors(app, Visitors(settings, behind.secret))
    add_error_answers(app)
    add_origin_check(app)
    add_operator_check(app, settings)
    add_rate_limit(app, settings)
    add_key_check(app)
    register_api(app)
    app.register_blueprint(pages)
    return app


class _App(OpenAPI):
    """The application, none of whose functions is asynchronous: Flask asks six times a request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


def _configure(app: Flask, settings: WebSettings) -> None:
    """Set Flask's own limits, and whom it believes about hosts and addresses."""
    app.request_class = BodyInMemory
    app.json.sort_keys = False  # type: ignore[attr-defined] # answers tell what matters first
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_upload_bytes,
        # Werkzeug holds every block that it takes to this limit too, with what the one before left over. At
        # 64 KiB any file with a line break near a block's end, as any photo of 1 MiB has, was too much.
        MAX_FORM_MEMORY_SIZE=FIELD_BYTES + PARSED_AT_ONCE,
        MAX_FORM_PARTS=settings.max_files + SPARE_PARTS,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
    )
    app.url_map.strict_slashes = False  # a redirection would lose the body that came with a request
    if settings.proxies:
        hops = settings.proxies
        # Not X-Forwarded-Host and -Prefix: a proxy that does not set them hands on a visitor's own, who
        # could so name a host that is trusted. The name that people come by is in Host.
        wrapped = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_prefix=0)
        app.wsgi_app = wrapped  # type: ignore[method-assign]


def _info() -> Info:
    """Return the head of the interface's document."""
    from importlib.metadata import version

    return Info(
        title="inkread",
        version=version("inkread"),
        summary="Reads handwritten characters from images and drawings.",
    )


def _bad_query(error: ValidationError) -> object:
    """Return the answer to an address with a field that is not as it should be."""
    refusal = refusal_of(bad_field(error))
    response = jsonify(refusal.to_dict())
    response.status_code = refusal.status
    return response
