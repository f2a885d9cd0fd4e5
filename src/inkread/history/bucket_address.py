"""Where images are: the path of a folder, or the address of a bucket such as `s3://bucket/prefix`."""

import re
from pathlib import Path
from typing import Final

from inkread.errors import HistoryError
from inkread.history.file_path import written_out

SCHEME: Final = "s3://"
ADDRESS: Final = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[^?#]*))?")


def images_place(named: str | Path) -> Path | str:
    """Return a folder's path, `~` written out, or a bucket's address as it is.

    >>> images_place("s3://scans/ink")
    's3://scans/ink'
    """
    return named if isinstance(named, str) and named.startswith(SCHEME) else written_out(named)


def bucket_address(address: str) -> tuple[str, str, str]:
    """Return an address as it is shown, its bucket, and what all keys in it begin with.

    Raises:
        HistoryError: with the code `unreachable`, when it names no bucket.

    Example:
        >>> bucket_address("s3://scans/ink/")
        ('s3://scans/ink', 'scans', 'ink/')
    """
    found = ADDRESS.fullmatch(address)
    if found is None:
        raise HistoryError(
            f"expected the address of images as s3://bucket/prefix, got {address[:80]!r}; write it so",
            code="unreachable",
        )
    prefix = (found["prefix"] or "").strip("/")
    bucket = found["bucket"]
    return f"{SCHEME}{bucket}/{prefix}".rstrip("/"), bucket, f"{prefix}/" if prefix else ""
