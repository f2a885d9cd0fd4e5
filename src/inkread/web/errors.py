"""Every error as an answer: a status, a code for programs, and a sentence for people; never a traceback."""

import logging
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from inkread.errors import (
    BundleError,
    CharsetError,
    ConfigError,
    HistoryError,
    ImageError,
    InkreadError,
    RequestError,
    StrokesError,
)
from inkread.web.history_trouble import words_for_visitors

IMAGE_STATUS: Final = {
    "empty_file": 400,
    "too_many_bytes": 413,
    "not_an_image": 415,
    "unsupported_format": 415,
    "no_decoder": 503,
}
UNREADABLE: Final = 422  # of a body that came whole and of the right kind, and still cannot be read
HISTORY_STATUS: Final = {"not_found": 404, "bad_query": 422, "bad_correction": 422, "full": 507}
UNAVAILABLE: Final = 503
COME_AGAIN: Final = (("Retry-After", "1"),)
PROGRAM_PATHS: Final = ("/api/", "/health/", "/info", "/metrics", "/static/")
PAGE: Final = "error.html"

# What werkzeug refuses by itself: status -> code and sentence.
SENTENCES: Final = {
    400: (
        "bad_request",
        "expected a request that makes sense here, got another; see the reference of the API",
    ),
    404: ("not_found", "expected the path of something that is here, got another; check it"),
    405: ("method_not_allowed", "expected another method for this path, got {method}; see the header Allow"),
    413: ("too_large", "expected a smaller request, got one over the limits; see /info for them"),
    415: (
        "unsupported_media_type",
        "expected another content type, got {type}; see the reference of the API",
    ),
}
LONGEST_HOST: Final = 80  # characters of a host's name that are told back
LOG = logging.getLogger("inkread.web")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an error becomes.

    Attributes:
        status: of the answer.
        code: for programs.
        message: for people.
        headers: of the answer.
        field: name of the field of a form that it is about, or None.
    """

    status: int
    code: str
    message: str
    headers: tuple[tuple[str, str], ...] = ()
    field: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the answer's body."""
        about = {} if self.field is None else {"field": self.field}
        return {"error": {"code": self.code, "message": self.message, **about}}


def add_error_answers(app: Flask) -> None:
    """Let `app` answer every error in one form."""
    app.register_error_handler(InkreadError, lambda error: answer(refusal_of(error)))
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unexpected)


def refusal_of(error: InkreadError) -> Refusal:
    """Return what an error that was raised on purpose becomes."""
    message = str(error)
    match error:
        case RequestError():
            wait = () if error.retry_after is None else (("Retry-After", f"{error.retry_after:.0f}"),)
            return Refusal(error.status, error.code, message, wait, error.field)
        case ImageError():
            status = IMAGE_STATUS.get(error.reason, UNREADABLE)
            return Refusal(status, error.reason, message, COME_AGAIN if status == UNAVAILABLE else ())
        case StrokesError():
            return Refusal(UNREADABLE, error.code, message)
        case CharsetError():
            return Refusal(UNREADABLE, "bad_charset", message)
        case ConfigError():
            return Refusal(UNREADABLE, "bad_setting", message)
        case HistoryError():
            status = HISTORY_STATUS.get(error.code, UNAVAILABLE)
            wait = COME_AGAIN if status == UNAVAILABLE else ()
            return Refusal(status, error.code, words_for_visitors(error), wait)
        case BundleError():
            return Refusal(UNAVAILABLE, "bundle", message)
    return Refusal(400, "refused", message)


def _answer_http(error: HTTPException) -> Response | HTTPException:
    """Answer what Flask, werkzeug or an extension refuses; a redirection or a made answer stays as it is."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError | BadHost):
        return answer(_untrusted_host())
    code, sentence = SENTENCES.get(error.code, (f"http_{error.code}", f"{error.name}: {error.description}"))
    message = sentence.format(method=request.method, type=request.mimetype or "none")
    kept = tuple((name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After"))
    return answer(Refusal(error.code, code, message, kept))


def _untrusted_host() -> Refusal:
    """Return the refusal of a request that names a host which is not this service's."""
    host = request.headers.get("Host", "none")[:LONGEST_HOST]
    message = (
        f"expected the name of a host that this service trusts, got {host!r};"
        " if people come by it, its operator gives it with --trusted-host"
    )
    return Refusal(400, "untrusted_host", message)


def _answer_unexpected(error: Exception) -> Response:
    """Log what nobody foresaw, and say no more than that."""
    LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    message = "expected no such failure, got one; it is in the service's log: tell its operator"
    return answer(Refusal(500, "internal", message))


def answer(refusal: Refusal) -> Response:
    """Return a refusal as a page to a person, as JSON to a program."""
    if _wants_page():
        page = render_template(PAGE, status=refusal.status, code=refusal.code, message=refusal.message)
        response = Response(page, mimetype="text/html")
    else:
        response = jsonify(refusal.to_dict())
    response.status_code = refusal.status
    for name, value in refusal.headers:
        response.headers[name] = value
    return response


def _wants_page() -> bool:
    """Return whether a person's browser asks for a page.

    None is made for a host that is not ours: Flask then knows no address that a page could link to.
    """
    return (
        not isinstance(request.routing_exception, SecurityError | BadHost)
        and not request.path.startswith(PROGRAM_PATHS)
        and request.accept_mimetypes.accept_html
        and ("text/html" in request.headers.get("Accept", ""))
    )
