"""What object storage complains about, as the errors of the history."""

import contextlib
from collections.abc import Iterator
from typing import Final

from inkread.errors import HistoryError

NO_OBJECT: Final = ("NoSuchKey", "404")
# What S3 or its library calls it -> what to do.
ADVICE: Final = {
    "NoSuchBucket": "make the bucket, or name another in INKREAD_HISTORY_IMAGES",
    "NoCredentialsError": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role",
    "PartialCredentialsError": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, both",
    "InvalidAccessKeyId": "check AWS_ACCESS_KEY_ID",
    "SignatureDoesNotMatch": "check AWS_SECRET_ACCESS_KEY",
    "ExpiredToken": "renew the credentials",
    "AccessDenied": "let them get, put, delete and list in the bucket",
}
USUAL_ADVICE: Final = "check the network, AWS_DEFAULT_REGION and the endpoint"
BUSY: Final = ("SlowDown", "ServiceUnavailable", "503")


def is_absent(error: FileNotFoundError) -> bool:
    """Return whether the object is not there, and not its bucket."""
    return _code(error) in NO_OBJECT


@contextlib.contextmanager
def told_of_bucket(address: str) -> Iterator[None]:
    """Turn what goes wrong in the block with object storage into a `HistoryError`.

    Args:
        address: of the images.

    Raises:
        HistoryError: with the code `busy` or `unreachable`.
    """
    try:
        yield
    except HistoryError:
        raise
    except Exception as error:
        if not _is_of_storage(error):
            raise
        code = _code(error)
        said = " ".join(str(error).split())[:200] or code
        raise HistoryError(
            f"{address}: expected a bucket that can be read and written, got {code}: {said};"
            f" {ADVICE.get(code, USUAL_ADVICE)}",
            code="busy" if code in BUSY else "unreachable",
        ) from error


def _is_of_storage(error: Exception) -> bool:
    """Return whether an error is one of the network, of S3 or of its library, and no mistake of ours."""
    from botocore.exceptions import BotoCoreError, ClientError

    return isinstance(error, OSError | TimeoutError | BotoCoreError | ClientError)


def _code(error: Exception) -> str:
    """Return S3's code of an error, which s3fs keeps as its cause; else the kind of error."""
    for one in (error, error.__cause__):
        response = getattr(one, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
    return type(error).__name__
