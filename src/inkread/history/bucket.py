"""The kept images in a bucket of object storage, for hosts that share no disk."""

import os
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from inkread.errors import HistoryError
from inkread.history.bucket_address import bucket_address
from inkread.history.bucket_faults import is_absent, told_of_bucket
from inkread.history.pictures import FILE, FOLDER, OWNER, SUFFIX, StoredFile

CONNECT_SECONDS: Final = 3
READ_SECONDS: Final = 10
TRIES: Final = 2
CALL_SECONDS: Final = 20.0
"""For one operation with all its tries. A server that takes a picture's head and says nothing is not noticed
by the limits on connecting and reading: the client waits for its leave to send the rest."""
PAGE: Final = 1000  # keys in a list; S3 gives no more
PROBE: Final = ".probe"
PROBED_FOR_SECONDS: Final = 30.0
"""How long a write that went well is believed: each costs money, and a bucket does not fill up."""

_inherited: list[Any] = []
"""Connections of the process that this one was forked from, whose they stay."""


class BucketPictures:
    """Images as objects under the ids of their readings: `prefix/ab/ab12….png`.

    An object is there whole or not at all, so there are no names for images on their way in or out.
    Credentials, region and endpoint are found as every program for S3 finds them: in `AWS_…` variables, in
    its files of settings, or in the role of the machine.

    Args:
        address: `s3://bucket/prefix`; the bucket must be there already.

    Raises:
        HistoryError: with the code `unreachable`, when the address names no bucket.
    """

    def __init__(self, address: str) -> None:
        """Remember the address; the first use connects."""
        self.address, self._bucket, self._prefix = bucket_address(address)
        self._process = os.getpid()
        self._s3: Any = None
        self._probed_at: float | None = None

    def key(self, entry_id: str) -> str:
        """Return the key of the image of a reading."""
        return f"{self._prefix}{entry_id[:2]}/{entry_id}{SUFFIX}"

    def write(self, entry_id: str, image: bytes) -> None:
        """Keep the image; the bucket has it when this returns.

        Raises:
            HistoryError: when it cannot be written.
        """
        self._call("put_object", Key=self.key(entry_id), Body=image, ContentType="image/png")

    def read(self, entry_id: str) -> bytes | None:
        """Return the image, or None where it is gone."""
        return self._content(self.key(entry_id))

    def remove(self, entry_id: str) -> None:
        """Let the image go; one that is gone already is no error."""
        self._call("delete_object", Key=self.key(entry_id))

    def files(self) -> Iterator[list[StoredFile]]:
        """Yield the store's own objects, sorted by id, a page at a time."""
        for page in self._listed(""):
            yield [file for found in page if (file := _stored(found, self._prefix))]

    def missing(self, batches: Iterable[list[str]]) -> Iterator[str]:
        """Yield those of the ids, sorted and in batches, whose image is gone.

        All objects are listed along with the ids, a thousand with each request. What the list lacks is asked
        for all the same: a reading may have been kept since.
        """
        listed = (file.id for page in self.files() for file in page if file.id)
        there = next(listed, None)
        for batch in batches:
            for entry_id in batch:
                while there is not None and there < entry_id:
                    there = next(listed, None)
                if there != entry_id and not self._exists(entry_id):
                    yield entry_id

    def remove_stray(self, name: str) -> None:
        """Remove an object that `files` told of."""
        self._call("delete_object", Key=f"{self._prefix}{name}")

    def owner(self) -> str | None:
        """Return the number of the history whose images these are, or None where none has claimed them."""
        found = self._content(f"{self._prefix}{OWNER}")
        return None if found is None else found.decode("ascii", "replace").strip()

    def set_owner(self, identity: str) -> None:
        """Note whose images these are."""
        self._call("put_object", Key=f"{self._prefix}{OWNER}", Body=f"{identity}\n".encode())

    def check_writable(self) -> None:
        """Write a small object, unless that went well a moment ago.

        Raises:
            HistoryError: when that cannot be done.
        """
        now = time.monotonic()
        if self._probed_at is None or now - self._probed_at >= PROBED_FOR_SECONDS:
            self._call("put_object", Key=f"{self._prefix}{PROBE}", Body=b"")
            self._probed_at = now

    def close(self) -> None:
        """Close the connections; the next use opens new ones."""
        if self._process == os.getpid():
            self._s3 = None  # which closes them

    def _content(self, key: str) -> bytes | None:
        """Return an object's bytes, or None where there is none; a bucket that is not is an error."""
        with told_of_bucket(self.address):
            try:
                # With more at once it would ask for the object's size first.
                content: bytes = self._files().cat_file(
                    f"{self._bucket}/{key}", max_concurrency=1, timeout=CALL_SECONDS
                )
            except FileNotFoundError as error:
                if is_absent(error):
                    return None
                raise
            return content

    def _exists(self, entry_id: str) -> bool:
        """Return whether the image is there; a bucket that is not is an error."""
        return any(self._listed(f"{entry_id[:2]}/{entry_id}{SUFFIX}"))

    def _listed(self, start: str) -> Iterator[list[dict[str, Any]]]:
        """Yield, in pages and sorted by key, what begins with `start` below the prefix."""
        further: dict[str, Any] = {"MaxKeys": PAGE}
        while True:
            found = self._call("list_objects_v2", Prefix=f"{self._prefix}{start}", **further)
            yield found.get("Contents", [])
            if not found.get("IsTruncated"):
                return
            further["ContinuationToken"] = found["NextContinuationToken"]

    def _call(self, operation: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - S3's own
        """Return S3's answer to an operation on the bucket."""
        with told_of_bucket(self.address):
            call = self._files().call_s3
            answer: dict[str, Any] = call(operation, Bucket=self._bucket, timeout=CALL_SECONDS, **given)
            return answer

    def _files(self) -> Any:  # noqa: ANN401 - s3fs has no types
        """Return this process's connection."""
        if self._process != os.getpid():
            _inherited.append(self._s3)
            self._s3, self._process = None, os.getpid()
        if self._s3 is None:
            self._s3 = _connected()
        return self._s3


def _connected() -> Any:  # noqa: ANN401
    """Return a connection to object storage.

    Raises:
        HistoryError: when the package for it is not installed.
    """
    try:
        from s3fs import S3FileSystem
    except ModuleNotFoundError as error:
        raise HistoryError(
            f"expected the package {error.name!r} for images in a bucket, got none; install it with:"
            " pip install 'inkread[s3]'",
            code="unreachable",
        ) from error
    patience = {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": READ_SECONDS,
        "retries": {"total_max_attempts": 1},  # s3fs has its own, and the two would multiply
    }
    made = S3FileSystem(config_kwargs=patience, use_listings_cache=False, skip_instance_cache=True)
    made.retries = TRIES
    return made


def _stored(found: dict[str, Any], prefix: str) -> StoredFile | None:
    """Return a listed object as a file of the store, or None for one that the store did not make."""
    name = str(found["Key"]).removeprefix(prefix)
    folder, _, file = name.rpartition("/")
    match = FILE.fullmatch(file)
    if match is None or not FOLDER.fullmatch(folder):
        return None
    written = found["LastModified"].timestamp()
    return StoredFile(name, match["id"], going=False, bytes=found["Size"], written_at=written)
