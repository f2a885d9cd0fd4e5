"""The body of a request about forms: a template, its lists of words, and with them scans to be read."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from flask import request

from inkread.errors import RequestError
from inkread.web.backend import Backend
from inkread.web.forms_lists import LISTS, lists_of
from inkread.web.forms_reading import MOST_SCANS, FormsWish
from inkread.web.forms_template import template_of_text, template_text
from inkread.web.uploads import Upload, harmless_name

if TYPE_CHECKING:
    from inkread.forms.template import Template

SCANS: Final = "image"
TEMPLATE: Final = "template"
BLANK: Final = "blank"
FILES: Final = (SCANS, TEMPLATE, BLANK, LISTS)


def forms_body(
    behind: Backend, *, bundle: str | None, crops: bool, page: int | None
) -> tuple[list[Upload], FormsWish]:
    """Return the scans that a request brings, and what they are to be read by; no picture was decoded.

    Args:
        behind: whose bundles read.
        bundle: the name of the one that does.
        crops: whether to tell what each field looks like.
        page: of each scan that is read.

    Raises:
        RequestError: 400 `no_image`, `no_template`, `no_blank` or `unexpected_field`, 413 `too_many_files` or
            `too_large`, 415 `unsupported_media_type`, 422 `bad_template`, `too_many_fields`,
            `missing_list` or `bad_lexicon`.
    """
    check_parts(FILES, texts={TEMPLATE})
    template = template_asked(behind, bundle)
    blank = Upload(*_one(BLANK))
    lists = lists_of(template, request.files.getlist(LISTS))
    wish = FormsWish(template, blank, lists, bundle, crops, page)
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


def template_asked(behind: Backend, bundle: str | None) -> "Template":
    """Return the template that a request brings, checked.

    Raises:
        RequestError: 400 `no_template`, 413 `too_many_files` or `too_large`, 422 `bad_template` or
            `too_many_fields`, 404 `unknown_bundle`.
    """
    return template_of_text(behind, template_text(part_of(TEMPLATE)), bundle)


def part_of(field: str) -> bytes:
    """Return what stands in a field, which is text or one file.

    Raises:
        RequestError: 400 `no_FIELD`, 413 `too_many_files`.
    """
    text = request.form.get(field)
    return _one(field)[1] if text is None else text.encode("utf-8", "replace")


def check_parts(parts: Collection[str], *, texts: Collection[str]) -> None:
    """Refuse a body that is no form, or holds what nobody asked for.

    Args:
        parts: names of the fields that may hold a file.
        texts: of those that may hold text.

    Raises:
        RequestError: 415 `unsupported_media_type`, 400 `unexpected_field`.
    """
    if request.mimetype != "multipart/form-data":
        raise RequestError(
            f"expected multipart/form-data, got {request.mimetype or 'none'}; send the files as a form",
            status=415,
            code="unsupported_media_type",
        )
    strays = [field for field in request.form if field not in texts]
    strays += [field for field in request.files if field not in parts]
    if strays:
        name = strays[0] or ""
        as_text = name in parts
        advice = f"send it as a file, as in curl -F {name}=@FILE" if as_text else "leave it out"
        raise RequestError(
            f"expected files in the fields {', '.join(parts)},"
            f" got {name[:40]!r}{' as text' if as_text else ''}; {advice}",
            status=400,
            code="unexpected_field",
        )


def _one(field: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the only file of a field."""
    files = request.files.getlist(field)
    if not files:
        raise _missing(field, f"no_{field}")
    if len(files) > 1:
        raise RequestError(
            f"expected one file in the field {field}, got {len(files)}; send one form at a time",
            status=413,
            code="too_many_files",
        )
    return harmless_name(files[0].filename), files[0].stream.read()


def _missing(field: str, code: str) -> RequestError:
    """Return the error of a form without one of its parts."""
    return RequestError(
        f"expected something in the field {field}, got nothing; send it too", status=400, code=code
    )
