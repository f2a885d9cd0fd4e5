"""The headers that every answer carries, so that a browser does with it only what was meant."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from flask import Flask

from inkread.web.settings import WebSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CSP: Final = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
PICTURE_CSP: Final = "default-src 'none'; sandbox"
"""For a stored picture opened by itself: nothing in it may run, whatever a browser takes it for."""

HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STATIC: Final = "/static/"
HSTS: Final = "max-age=31536000; includeSubDomains"


def security_headers(settings: WebSettings) -> dict[str, str]:
    """Return the headers of every answer, those that the application does not make itself included."""
    return {**HEADERS, "Strict-Transport-Security": HSTS} if settings.https else dict(HEADERS)


def add_headers(app: Flask, settings: WebSettings) -> None:
    """Let `app` put the headers on every answer, errors included; one that a view set itself stays."""
    app.wsgi_app = _WithHeaders(app.wsgi_app, security_headers(settings))  # type: ignore[method-assign]


class _WithHeaders:
    """Adds the headers beneath Flask, whose own way to look for each of them takes ten times as long."""

    def __init__(self, inner: "WSGIApplication", headers: Mapping[str, str]) -> None:
        """Remember what to add; an answer depends on the cookie, and readings are the visitor's own."""
        self._inner = inner
        always = {**headers, "Vary": "Cookie"}
        self._of_files = [(name.lower(), (name, value)) for name, value in always.items()]
        self._of_answers = [*self._of_files, ("cache-control", ("Cache-Control", "no-store"))]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        is_file = environ.get("PATH_INFO", "").startswith(STATIC)
        more = self._of_files if is_file else self._of_answers

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - what the server hands on
            own = {name.lower() for name, _ in headers}
            return start_response(
                status, headers + [field for name, field in more if name not in own], *error
            )

        return self._inner(environ, start)
