"""The headers that every answer carries, so that a browser does with it only what was meant."""

from typing import Final

from flask import Flask, Response, request

from inkread.web.settings import WebSettings

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
HSTS: Final = "max-age=31536000; includeSubDomains"


def security_headers(settings: WebSettings) -> dict[str, str]:
    """Return the headers of every answer, those that the application does not make itself included."""
    return {**HEADERS, "Strict-Transport-Security": HSTS} if settings.https else dict(HEADERS)


def add_headers(app: Flask, settings: WebSettings) -> None:
    """Let `app` put the headers on every answer, errors included; one that a view set itself stays."""
    headers = security_headers(settings)

    @app.after_request
    def secure(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")  # readings are the visitor's own
        return response
