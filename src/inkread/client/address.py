"""Where a service is and the key for it, looked at before anything is sent."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from inkread.errors import ConfigError

SCHEMES: Final = ("http", "https")


def address_of(url: str) -> SplitResult:
    """Return the parts of a service's address.

    Raises:
        ConfigError: when it is no address of a service.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_known = parts.scheme in SCHEMES and bool(host.encode("idna")) and parts.port != 0
    except ValueError:  # a port that is no number or too large, brackets left open, a name no host can have
        is_known = False
    if not is_known:
        raise ConfigError(f"expected an address such as http://127.0.0.1:8000, got {url!r}; correct it")
    return parts


def checked_key(key: str) -> str:
    """Return a key that can be sent.

    Raises:
        ConfigError: when a header cannot hold it; of the key the message tells one character only.
    """
    for place, char in enumerate(key, start=1):
        if not (char.isprintable() and ord(char) < 0x100):  # a header is Latin-1 without line ends
            raise ConfigError(
                f"expected an API key of characters that a header can hold, got {char!r} at place {place};"
                " copy the key again"
            )
    return key
