"""Whose request it is: a key's, or a visitor's whom a signed cookie tells from all others."""

import hashlib
import hmac
import secrets
from typing import Final

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, Signer

from inkread.errors import RequestError
from inkread.history import Door
from inkread.web.origin import OWN_SITES, SAFE_METHODS
from inkread.web.settings import WebSettings

KEY_HEADER: Final = "X-API-Key"
DOOR_HEADER: Final = "X-Inkread-Door"
PAGES: Final = "pages"
COOKIE: Final = "inkread-visitor"
COOKIE_SECONDS: Final = 365 * 24 * 3600
ID_BYTES: Final = 16  # random: nobody guesses another visitor's
EXTENSION: Final = "inkread-visitors"


class Visitors:
    """Tells visitors apart.

    Args:
        settings: with the keys.
        secret: what the cookies are signed with.
    """

    def __init__(self, settings: WebSettings, secret: str) -> None:
        """Keep digests of the keys: comparing them tells nothing about how alike two keys are."""
        self._digests = [_digest(key) for key in settings.api_keys]
        self.require_key = settings.require_key
        self._signer = Signer(secret, salt="inkread-visitor", digest_method=hashlib.sha256)
        self.https = settings.https

    @property
    def cookie(self) -> str:
        """The cookie's name; over HTTPS one that no other host can set (`__Host-`, RFC 6265bis)."""
        return f"__Host-{COOKIE}" if self.https else COOKIE

    def key_owner(self) -> str | None:
        """Return the owner that the request's key stands for, or None where it brings no key.

        Raises:
            RequestError: 401 `unknown_key`, or `key_required` where the service answers to keys only.
        """
        key = request.headers.get(KEY_HEADER)
        if key is None:
            if self.require_key:
                raise _unauthorised("a request without one", "key_required")
            return None
        digest = _digest(key)
        known = [hmac.compare_digest(digest, held) for held in self._digests]  # all of them, whichever fits
        if not any(known):
            raise _unauthorised("an unknown one", "unknown_key")
        return f"key-{digest[:32]}"

    def cookie_owner(self) -> str | None:
        """Return the owner that the request's cookie names, or None where it brings none of ours."""
        if "HTTP_COOKIE" not in request.environ:  # a program, or a visitor who was never here
            return None
        try:
            return self._signer.unsign(request.cookies.get(self.cookie, "")).decode("ascii")
        except (BadSignature, UnicodeDecodeError):
            return None

    def set_cookie(self, response: Response, owner: str) -> None:
        """Give the visitor the cookie that names `owner`."""
        response.set_cookie(
            self.cookie,
            self._signer.sign(owner).decode("ascii"),
            max_age=COOKIE_SECONDS,
            secure=self.https,
            httponly=True,
            samesite="Strict",
        )


def add_visitors(app: Flask, visitors: Visitors) -> None:
    """Let `app` know its visitors."""
    app.extensions[EXTENSION] = visitors

    @app.after_request
    def remember(response: Response) -> Response:
        new = g.get("new_owner")
        if new is not None:
            visitors.set_cookie(response, new)
        return response


def add_key_check(app: Flask) -> None:
    """Let `app` ask for the key, where it asks for one, before it looks into a request that brings something.

    Once for every path: while each asked by itself, the two pages that take a form did not, and read what
    strangers sent. Add it behind the rate limit, which also counts who tries many keys.
    """

    @app.before_request
    def check() -> None:
        if request.method not in SAFE_METHODS:
            owner()


def owner() -> str | None:
    """Return whose request it is, or None for a visitor who was never here.

    Raises:
        RequestError: 401, see `Visitors.key_owner`.
    """
    if "owner" not in g:
        visitors: Visitors = current_app.extensions[EXTENSION]
        key = visitors.key_owner()
        g.owner = visitors.cookie_owner() if key is None else key
    found: str | None = g.owner
    return found


def owner_or_new() -> str:
    """Return whose request it is; who was never here gets a cookie with the answer.

    Raises:
        RequestError: 401, see `Visitors.key_owner`.
    """
    found = owner()
    if found is None:
        found = g.owner = g.new_owner = secrets.token_hex(ID_BYTES)
    return found


def welcome() -> None:
    """Give who opens a page for the first time the cookie with it, before the page has anything kept.

    Of two readings that a first visit had kept at once, each brought a cookie of its own, and the one whose
    cookie came first was nobody's. Only where the browser says that the person came by themselves or from our
    own pages: to a page that another site leads to it does not bring a cookie that is there all the same
    (`SameSite=Strict`), and a new one would part the person from all that was kept before.
    """
    visitors: Visitors = current_app.extensions[EXTENSION]
    is_program = visitors.require_key or KEY_HEADER in request.headers
    if not is_program and request.headers.get("Sec-Fetch-Site") in OWN_SITES:
        owner_or_new()


def door() -> Door:
    """Return the door that the request came in by: the pages and their scripts, or a program."""
    from_page = request.blueprint == PAGES or request.headers.get(DOOR_HEADER) == "web"
    return "web" if from_page else "api"


def _digest(key: str) -> str:
    """Return the SHA-256 of a key, in hexadecimal."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def _unauthorised(got: str, code: str) -> RequestError:
    """Return the error of a request without a key that is known."""
    return RequestError(
        f"expected an API key in the header {KEY_HEADER}, got {got}; ask the service's operator for one",
        status=401,
        code=code,
    )
