"""Refuses what a foreign page makes a visitor's browser do: requests that change something, from elsewhere.

Browsers say where a request comes from (W3C, Fetch Metadata): `Sec-Fetch-Site`, older ones `Origin` alone.
Programs say neither and pass: they hold no one's cookie.
"""

from urllib.parse import urlsplit

from flask import Flask, request

from inkread.errors import RequestError

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OWN_SITES = ("same-origin", "none")  # `none`: the person typed the address


def add_origin_check(app: Flask) -> None:
    """Let `app` refuse every unsafe method from another origin, on every path, known or not."""
    app.before_request(refuse_foreign_origins)


def refuse_foreign_origins() -> None:
    """Raise RequestError where a page of another origin makes the request.

    `same-site` is refused too: on one machine every port is the same site.

    Raises:
        RequestError: 403 `foreign_origin`.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is None:
        origin = request.headers.get("Origin")
        foreign = origin is not None and _host_of(origin) != request.host
    else:
        foreign = site not in OWN_SITES
    if foreign:
        raise RequestError(
            f"expected a request of this site's own pages, got one from {site or 'another origin'};"
            " open this site itself, or call it from a program",
            status=403,
            code="foreign_origin",
        )


def _host_of(origin: str) -> str | None:
    """Return the host and port of an origin; None where it is no address, as `http://[`."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
