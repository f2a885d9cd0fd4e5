"""What a decode worker and its parent say to each other: lengths, JSON and raw greys, nothing pickled.

A question is the encoded picture; an answer is a JSON header and the grey's bytes. The parent
trusts no answer: a decoder taken over by a hostile picture could send anything.
"""

import json
from typing import IO, Any, Final

import numpy as np

from inkread.errors import ImageError
from inkread.preprocess.decode.door import DecodedImage
from inkread.preprocess.decode.limits import MAX_PDF_PAGES, MAX_PIXELS, REASONS

PIPE_BYTES: Final = 256 * 1024
"""Room in a pipe and in what is written to it at once: the grey of a usual picture, 512 × 512."""

_LENGTH_BYTES: Final = 8
_MAX_HEADER: Final = 64 * 1024
_MAX_GREY: Final = MAX_PIXELS + 2**15  # halving a JPEG of odd sides rounds each of them up
_MAX_MESSAGE: Final = 2000


def write_block(pipe: IO[bytes], *contents: bytes | memoryview) -> None:
    """Write, of each content, its length, 8 bytes with the greatest first, and itself.

    All of it is sent at once where it fits into the pipe's buffer: each part by itself would wake the other
    side, only to let it wait for the next.
    """
    for content in contents:
        pipe.write(len(content).to_bytes(_LENGTH_BYTES, "big"))
        pipe.write(content)
    pipe.flush()


def read_block(pipe: IO[bytes], limit: int) -> bytes:
    """Return the next block.

    Raises:
        EOFError: when the other side has gone, or announces more than `limit` bytes.
    """
    length = int.from_bytes(_exactly(pipe, _LENGTH_BYTES), "big")
    if length > limit:
        raise EOFError(f"expected a block of at most {limit:,} bytes, got {length:,}; stop the other side")
    return _exactly(pipe, length)


def write_answer(pipe: IO[bytes], answer: DecodedImage | ImageError) -> None:
    """Write what became of a picture: its grey, or why it was refused."""
    if isinstance(answer, ImageError):
        header: dict[str, Any] = {"reason": answer.reason, "message": str(answer)}
        grey = memoryview(b"")
    else:
        height, width = answer.grey.shape
        header = {"height": height, "width": width, "numbers": answer.numbers}
        grey = np.ascontiguousarray(answer.grey).reshape(-1).data
    write_block(pipe, json.dumps(header).encode(), grey)


def write_count(pipe: IO[bytes], count: int) -> None:
    """Write how many pages a file has."""
    write_block(pipe, json.dumps({"pages": count}).encode(), b"")


def read_count(pipe: IO[bytes]) -> int:
    """Return how many pages a file has.

    Raises:
        ImageError: the worker's own refusal.
        EOFError: when the worker has gone or speaks nonsense.
    """
    count = _read_told(pipe)[0].get("pages")
    if not isinstance(count, int) or not 1 <= count <= MAX_PDF_PAGES:
        raise EOFError(f"expected a number of pages from the decode worker, got {count!r}")
    return count


def read_answer(pipe: IO[bytes]) -> DecodedImage:
    """Return the decoded picture.

    Raises:
        ImageError: the worker's own refusal.
        EOFError: when the worker has gone or speaks nonsense.
    """
    header, body = _read_told(pipe)
    height, width, numbers = header.get("height"), header.get("width"), header.get("numbers")
    if not (isinstance(height, int) and isinstance(width, int) and isinstance(numbers, dict)):
        raise EOFError("expected height, width and numbers from the decode worker, got something else")
    if height < 1 or width < 1 or height * width != len(body):
        raise EOFError(f"expected {height} × {width} greys from the decode worker, got {len(body)}")
    grey = np.frombuffer(bytearray(body), np.uint8).reshape(height, width)  # a bytearray, to be writable
    return DecodedImage(grey, {str(key): _number(value) for key, value in numbers.items()})


def _read_told(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Return an answer's header and greys; raise its refusal."""
    header = _read_header(pipe)
    body = read_block(pipe, _MAX_GREY)
    if "reason" in header:
        reason = header["reason"] if header["reason"] in REASONS else "damaged"
        raise ImageError(str(header.get("message"))[:_MAX_MESSAGE], reason=reason)
    return header, body


def _read_header(pipe: IO[bytes]) -> dict[str, Any]:
    try:
        header = json.loads(read_block(pipe, _MAX_HEADER))
    except (ValueError, RecursionError) as error:
        raise EOFError("expected JSON from the decode worker, got something else") from error
    if not isinstance(header, dict):
        raise EOFError("expected a JSON object from the decode worker, got something else")
    return header


def _number(value: object) -> int | float | bool | str | tuple[int, ...]:
    """Return a JSON value as a trail's number; JSON knows no tuples."""
    if isinstance(value, bool | int | float | str):
        return value
    return tuple(int(item) for item in value) if isinstance(value, list) else str(value)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) < count:
        raise EOFError(f"expected {count:,} bytes from the decode worker, got {len(content):,}")
    return content
