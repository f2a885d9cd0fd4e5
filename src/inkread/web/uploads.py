"""What a request brings to be read: image files, an image as the whole body, or a drawing's strokes."""

import re
from dataclasses import dataclass
from typing import Final

from flask import request

from inkread.errors import RequestError
from inkread.preprocess.strokes import Strokes
from inkread.web.body import whole_body
from inkread.web.json_body import json_body
from inkread.web.single_file import single_file

FIELD: Final = "image"
LONGEST_NAME: Final = 120  # characters of what a client calls its file; it is shown, and names nothing here
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
LARGE_FORM: Final = 1024 * 1024  # bytes; from here on no second copy of a form is made to look at it first
RAW_TYPES: Final = ("image/", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Upload:
    """One thing to read.

    Attributes:
        name: what the client calls it, made harmless; for showing only.
        content: the bytes of a file, not yet looked at, or a drawing.
    """

    name: str
    content: bytes | Strokes


def uploads(*, most: int, also: tuple[str, ...] = (), beside: tuple[str, ...] = ()) -> list[Upload]:
    """Return what the request brings; nothing of it was decoded.

    Args:
        most: files that a request may bring.
        also: names of fields of text that a form may hold beside its files.
        beside: names of other fields of files that it may hold.

    Raises:
        RequestError: 400 `no_image` or `unexpected_field`, 413 `too_many_files`, 415
            `unsupported_media_type`; and what `json_body` raises.
        StrokesError: when the JSON is no drawing.
    """
    kind = request.mimetype
    if kind == "multipart/form-data":
        return _files(most, also, beside)
    if request.is_json:
        return [Upload("drawing", Strokes.from_dict(json_body()))]
    if kind.startswith(RAW_TYPES):
        content = whole_body()
        if not content:
            raise _nothing("an empty body")
        return [Upload("image", content)]
    raise RequestError(
        f"expected multipart/form-data, application/json or an image's content type, got {kind or 'none'};"
        " send the image in one of these",
        status=415,
        code="unsupported_media_type",
    )


def harmless_name(name: str | None) -> str:
    r"""Return what a client calls its file, fit to be shown: its last part, no controls, not too long.

    >>> harmless_name("C:\\fakepath\\se\x00ven.png"), harmless_name("../../etc/passwd"), harmless_name("")
    ('se\ufffdven.png', 'passwd', 'image')
    """
    last = re.split(r"[/\\]", name or "")[-1]
    return CONTROLS.sub("\ufffd", last)[:LONGEST_NAME].strip() or "image"


def _files(most: int, also: tuple[str, ...], beside: tuple[str, ...]) -> list[Upload]:
    """Return the files of a form's field `image`, beside which it may hold others; see `uploads`."""
    if (request.content_length or LARGE_FORM) < LARGE_FORM:
        single = single_file(request.content_type or "", request.get_data())
        if single is not None and single[0] == FIELD:
            return [Upload(harmless_name(single[1]), single[2])]
    # A file whose name ends in a backslash comes as a field of text, and must not be lost without a word.
    strays = [field for field in request.form if field not in also]
    strays += [field for field in request.files if field not in (FIELD, *beside)]
    if strays:
        name = strays[0] or ""  # a part without a name comes as None
        raise RequestError(
            f"expected files in the field {FIELD}, got the field {name[:40]!r}; send image files only,"
            " and what else you ask for in the address, as in ?top_k=3",
            status=400,
            code="unexpected_field",
        )
    files = request.files.getlist(FIELD)
    if not files:
        raise _nothing("a form without one")
    if len(files) > most:
        raise RequestError(
            f"expected at most {most} images, got {len(files)}; send the others in another request",
            status=413,
            code="too_many_files",
        )
    return [Upload(harmless_name(file.filename), file.stream.read()) for file in files]


def _nothing(got: str) -> RequestError:
    """Return the error of a request that brings nothing to read."""
    return RequestError(
        f"expected an image in the field {FIELD} or as the body, got {got}; add one",
        status=400,
        code="no_image",
    )
