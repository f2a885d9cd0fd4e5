"""Downloads one file over HTTP: goes on where a cut connection left off, and keeps nothing unchecked."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from pathlib import Path
from typing import IO

from inkread.atomic import sync_folder
from inkread.errors import DataError

PAUSES = (1.0, 2.0, 4.0)  # seconds before each retry of one address
TIMEOUT = 30.0  # seconds without a byte
BLOCK = 1 << 18
GONE_BUT_RETRY = {408, 425, 429}  # the 4xx answers that ask to come again
RANGE_REFUSED = 416


Progress = Callable[[str, int, int | None], None]
"""Told a file's name, its bytes so far, and all of them, or None where nobody said how many."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to download.

    Attributes:
        addresses: tried in order.
        most_bytes: an answer longer than this is not the file.
        check: raises `DataError` when the downloaded file is not the right one.
    """

    addresses: Sequence[str]
    most_bytes: int
    check: Callable[[Path], None]


def download(wanted: Wanted, target: Path, *, progress: Progress | None = None) -> None:
    """Download to `target`, in whose place stands either nothing or the checked file, never a part.

    What came before a cut is kept beside it as `.part` and gone on from, also by a later run.

    Raises:
        DataError: when no address gives the right file; says why for each.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    reasons = []
    for address in wanted.addresses:
        try:
            _from_address(address, wanted, part, progress)
        except DataError as error:
            reasons.append(f"{address}: {error}")
            continue
        part.replace(target)
        sync_folder(target.parent)
        return
    raise DataError(
        f"expected to download {target.name}, got no right file ({'; '.join(reasons)}); try again later, or"
        f" download it in a browser and name it with --from"
    )


def _from_address(address: str, wanted: Wanted, part: Path, progress: Progress | None) -> None:
    """Bring the whole, checked file to `part` from one address."""
    resumed = part.exists()
    _complete(address, wanted, part, progress)
    try:
        wanted.check(part)
    except DataError:
        part.unlink()
        if not resumed:
            raise
        # The start may be of another file or mirror: once more, from nothing, before giving up.
        _from_address(address, wanted, part, progress)


def _complete(address: str, wanted: Wanted, part: Path, progress: Progress | None) -> None:
    """Ask again until nothing of `part` is missing, or one address has failed often enough."""
    for pause in (*PAUSES, None):
        try:
            return _once(address, wanted, part, progress)
        except urllib.error.HTTPError as error:
            error.close()
            if pause is None or (error.code < 500 and error.code not in GONE_BUT_RETRY):
                raise DataError(f"the server answers {error.code} {error.reason}") from None
        except (OSError, HTTPException) as error:
            if pause is None:
                raise DataError(
                    f"the connection fails ({getattr(error, 'reason', None) or error})"
                ) from error
        time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def _once(address: str, wanted: Wanted, part: Path, progress: Progress | None) -> None:
    """Ask once for what is missing of `part`, and append what comes."""
    done = part.stat().st_size if part.exists() else 0
    headers = {
        # NIST answers 403 to Python's own name.
        "User-Agent": f"Mozilla/5.0 (compatible; inkread/{version('inkread')})",
        "Accept-Encoding": "identity",
    }
    if done:
        headers["Range"] = f"bytes={done}-"
    opener = urllib.request.build_opener(_NeverToPlainHttp)
    try:
        wish = urllib.request.Request(address, headers=headers)  # noqa: S310 - an address of the catalogue
        answer = opener.open(wish, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code == RANGE_REFUSED and done:
            error.close()
            if error.headers.get("Content-Range") == f"bytes */{done}":
                return  # it was all here already
            part.unlink()
            raise ConnectionError("the server refuses to go on from the part that is here") from None
        raise
    with answer:
        _append(answer, part, done if answer.status == 206 else 0, wanted.most_bytes, progress)


def _append(answer: HTTPResponse, part: Path, start: int, most_bytes: int, progress: Progress | None) -> None:
    """Write the answer's bytes to `part` from byte `start` on; 0 where the server ignored the range."""
    told = answer.headers.get("Content-Length")
    total = start + int(told) if told and told.isdecimal() else None
    done = start
    name = part.name.removesuffix(".part")
    with part.open("ab" if start else "wb") as file:
        while block := answer.read(BLOCK):
            done += len(block)
            if done > most_bytes:
                file.truncate(0)
                raise DataError(f"expected at most {most_bytes:,} bytes, got more")
            file.write(block)
            if progress:
                progress(name, done, total)
        file.flush()
        os.fsync(file.fileno())
    if total is not None and done < total:  # http.client reports a cut connection as a plain end
        raise ConnectionError(f"cut after {done:,} of {total:,} bytes")


class _NeverToPlainHttp(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but not from https to anything that can be read or altered on the way."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request for the new address, or refuse it."""
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise DataError(f"expected a redirect to https, got {newurl}; refused")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
