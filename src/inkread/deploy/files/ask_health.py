"""Asks the service of this machine how it is, where its settings let it listen.

    python ask_health.py SECONDS CHECK...

Ends well when every check, `ready` or `history`, was passed within so many seconds. `INKREAD_SERVE` of the
environment tells where to ask.
"""

import argparse
import http.client
import os
import sys
import time
import urllib.request

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - an address to listen at, asked at another
TRUSTED = "127.0.0.1"  # whatever names the service trusts, it trusts this one


def place(options: str) -> str:
    """Return the host and port at which a service with these options is asked."""
    known = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    known.add_argument("--host", default=TRUSTED)
    known.add_argument("--port", default="8000")
    found, _ = known.parse_known_args(options.split())
    host = EVERYWHERE.get(found.host, found.host)
    return f"[{host}]:{found.port}" if ":" in host else f"{host}:{found.port}"


def trouble(check: str, *, seconds: float = 5.0) -> str | None:
    """Return why a check is not passed, or None where it is."""
    address = f"http://{place(os.environ.get('INKREAD_SERVE', ''))}/health/{check}"
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    try:
        ask(urllib.request.Request(address, headers={"Host": TRUSTED}), timeout=seconds).close()
    except (OSError, http.client.HTTPException) as error:
        return f"{address}: {error}"
    return None


def main(seconds: str, *checks: str) -> None:
    """Wait until all checks are passed."""
    until = time.monotonic() + float(seconds)
    for check in checks:
        while said := trouble(check):
            if time.monotonic() > until:
                sys.exit(f"ask_health.py: {said}")
            time.sleep(0.5)


if __name__ == "__main__":
    main(*sys.argv[1:])
