"""A database's address as people may see it, in a sentence, a window or a log: without what opens it."""

from typing import Final

import sqlalchemy as sa

HIDDEN: Final = "***"
PLAIN: Final = (
    *("host", "hostaddr", "port", "user"),
    *("application_name", "connect_timeout", "sslmode", "target_session_attrs"),
)
"""Options whose values are shown. Drivers know several for secrets, `password`, `passfile`, `sslpassword` and
those of later versions, so what is not among these is hidden, a mistyped `passwrd` too."""


def shown_address(address: str) -> str:
    """Return the address without passwords; only how it begins, where it is not clear what is one.

    Example:
        >>> shown_address("postgresql://ann:se/cret@host/ink?sslmode=require&sslpassword=secret")
        'postgresql://ann:***@host/ink?sslmode=require&sslpassword=***'
        >>> shown_address("postgresql://ann:se@cret@host/ink")
        'postgresql://***'
    """
    url = _taken_apart(address)
    if url is None:
        return _beginning(address)
    options = [
        f"{name}={value if name in PLAIN else HIDDEN}"
        for name, values in url.normalized_query.items()
        for value in values
    ]
    told = url.set(query={}).render_as_string(hide_password=True)
    return "?".join([told, "&".join(options)]) if options else told


def is_clear(address: str) -> bool:
    """Return whether an address can be taken apart; else what a driver says of it may hold of a password."""
    return _taken_apart(address) is not None


def _taken_apart(address: str) -> sa.URL | None:
    """Return the parts of an address, or None where it is not clear what is a password."""
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        return None
    # One @ ends user and password; of `ann:se@cret@host` SQLAlchemy takes `cret@host` for the host.
    return None if address.count("@") > (url.username is not None) else url


def _beginning(address: str) -> str:
    """Return what says of which kind an address is; a mere name whole."""
    scheme, mark, _ = address.partition("://")
    if mark:
        return f"{scheme}{mark}{HIDDEN}"
    return HIDDEN if {*"@:="} & {*address} else address
