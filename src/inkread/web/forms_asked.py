"""The body of a request to read forms: a template, its blank picture, its lists of words, and the scans."""

from typing import Final

from flask import request

from inkread.errors import RequestError
from inkread.web.backend import Backend
from inkread.web.forms_lists import LISTS, lists_of
from inkread.web.forms_reading import MOST_SCANS, FormsWish
from inkread.web.forms_template import template_of_text, template_text
from inkread.web.uploads import Upload, harmless_name

SCANS: Final = "image"
TEMPLATE: Final = "template"
BLANK: Final = "blank"
FILES: Final = (SCANS, TEMPLATE, BLANK, LISTS)


def forms_body(behind: Backend, *, bundle: str | None, crops: bool) -> tuple[list[Upload], FormsWish]:
    """Return the scans that a request brings, and what they are to be read by; no picture was decoded.

    Args:
        behind: whose bundles read.
        bundle: the name of the one that does.
        crops: whether to tell what each field looks like.

    Raises:
        RequestError: 400 `no_image`, `no_template`, `no_blank` or `unexpected_field`, 413 `too_many_files` or
            `too_large`, 415 `unsupported_media_type`, 422 `bad_template`, `too_many_fields`,
            `missing_list` or `bad_lexicon`.
    """
    _check_fields()
    text = request.form.get(TEMPLATE)
    content = _one(TEMPLATE).content if text is None else text.encode("utf-8", "replace")
    template = template_of_text(behind, template_text(bytes(content)), bundle)  # type: ignore[arg-type] # a file's
    wish = FormsWish(template, _one(BLANK), lists_of(template, request.files.getlist(LISTS)), bundle, crops)
    scans = request.files.getlist(SCANS)
    if not scans:
        raise _missing(SCANS, "no_image")
    most = min(MOST_SCANS, behind.settings.max_files)
    if len(scans) > most:
        raise RequestError(
            f"expected at most {most} scans, got {len(scans)}; send the others in another request",
            status=413,
            code="too_many_files",
        )
    return [Upload(harmless_name(file.filename), file.stream.read()) for file in scans], wish


def _check_fields() -> None:
    """Refuse a body that is no form, or holds what nobody asked for."""
    if request.mimetype != "multipart/form-data":
        raise RequestError(
            f"expected multipart/form-data, got {request.mimetype or 'none'}; send the files as a form",
            status=415,
            code="unsupported_media_type",
        )
    strays = [field for field in request.form if field != TEMPLATE]
    strays += [field for field in request.files if field not in FILES]
    if strays:
        raise RequestError(
            f"expected files in the fields {', '.join(FILES)}, got {(strays[0] or '')[:40]!r}; leave it out",
            status=400,
            code="unexpected_field",
        )


def _one(field: str) -> Upload:
    """Return the only file of a field."""
    files = request.files.getlist(field)
    if not files:
        raise _missing(field, f"no_{field}")
    if len(files) > 1:
        raise RequestError(
            f"expected one file in the field {field}, got {len(files)}; send one form at a time",
            status=413,
            code="too_many_files",
        )
    return Upload(harmless_name(files[0].filename), files[0].stream.read())


def _missing(field: str, code: str) -> RequestError:
    """Return the error of a form without one of its files."""
    return RequestError(
        f"expected a file in the field {field}, got none; send template, blank and image",
        status=400,
        code=code,
    )
