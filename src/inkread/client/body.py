"""What is sent to be read, as the body of a request."""

import io
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.errors import ConfigError, ImageError, RequestError
from inkread.preprocess.decode.grey_array import grey_of_array
from inkread.preprocess.decode.source import name_of, read_source
from inkread.preprocess.strokes import Strokes


@dataclass(frozen=True, slots=True)
class File:
    """An image file as it is sent.

    Attributes:
        name: of the file, without its folder.
        content: its bytes.
    """

    name: str
    content: bytes


Source = str | PathLike[str] | bytes | npt.NDArray[Any] | Strokes | File
"""A path, the bytes of an image file, pixels as `Reader.read` takes them, a drawing, or what was a file."""
Sources = Source | Sequence[Source]


def body_of(source: Sources, **fields: str) -> tuple[bytes, str]:
    """Return the body of a request and its content type; `fields` are texts that stand beside the source."""
    if isinstance(source, Strokes):
        return json.dumps({**source.to_dict(), **fields}).encode(), "application/json"
    many = list(source) if isinstance(source, list | tuple) else [source]
    boundary = secrets.token_hex()
    parts = b"".join(_part("image", one, boundary) for one in many)
    parts += b"".join(_field(name, text, boundary) for name, text in fields.items())
    return _whole(parts, boundary)


def form_body(
    scans: Sequence[Source], *, template: str, blank: tuple[str, bytes], lists: Mapping[str, bytes]
) -> tuple[bytes, str]:
    """Return the body of a request to read filled forms, and its content type.

    Args:
        scans: of filled forms.
        template: YAML.
        blank: name and bytes of the blank form's picture.
        lists: the bytes of each list of words, by the name in the template.
    """
    boundary = secrets.token_hex()
    parts = b"".join(_part("image", one, boundary) for one in scans)
    parts += _field("template", template, boundary) + _file_part("blank", *blank, boundary)
    parts += b"".join(_file_part("lexicon", name, content, boundary) for name, content in lists.items())
    return _whole(parts, boundary)


def _whole(parts: bytes, boundary: str) -> tuple[bytes, str]:
    """Return a form of some parts, and its content type."""
    return parts + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _part(field: str, source: object, boundary: str) -> bytes:
    """Return one image as a part of a form."""
    file = file_of(source)
    return _file_part(field, file.name, file.content, boundary)


def _file_part(field: str, name: str, content: bytes, boundary: str) -> bytes:
    """Return one file as a part of a form; its name as browsers write it (HTML, multipart/form-data)."""
    escaped = name.replace('"', "%22").replace("\\", "%5C").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{escaped}"\r\n\r\n'
    return head.encode("utf-8", "replace") + content + b"\r\n"


def _field(name: str, text: str, boundary: str) -> bytes:
    """Return a text as a part of a form."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{text}\r\n".encode()


def file_of(source: object) -> File:
    """Return an image file as it is sent.

    Raises:
        ConfigError: when it is none of the things that can be sent.
        RequestError: when the file or the array cannot be read; nothing is sent then.
    """
    if isinstance(source, File):
        return source
    if isinstance(source, bytes):
        return File("image", source)
    try:
        if isinstance(source, np.ndarray):
            return File("array", _png_of(source))
        if isinstance(source, str | PathLike):
            return File(Path(source).name, read_source(source))
    except ImageError as error:
        name = name_of(source) or "array"
        raise RequestError(f"{name}: {error}", status=0, code=error.reason) from error
    raise ConfigError(
        f"expected a path, bytes, an array or Strokes, got {type(source).__name__}; a list is of images only"
    )


def _png_of(array: npt.NDArray[Any]) -> bytes:
    """Return a picture as a PNG, grey as a reader here would see it.

    Raises:
        ImageError: when the reader takes no such array.
    """
    from PIL import Image  # a client that sends files needs no more than this module

    out = io.BytesIO()
    Image.fromarray(grey_of_array(array)[0]).save(out, "PNG")
    return out.getvalue()
