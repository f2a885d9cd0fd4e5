"""The body of a request to read forms: a template, its blank picture, its lists of words, and the scans."""

import unicodedata
from typing import TYPE_CHECKING, Final

from flask import request

from inkread.errors import ConfigError, RequestError
from inkread.web.backend import Backend
from inkread.web.forms_reading import MOST_SCANS, FormsWish
from inkread.web.forms_template import template_of_text, template_text
from inkread.web.uploads import Upload, harmless_name
from inkread.web.words_asked import LONGEST_LIST

if TYPE_CHECKING:
    from inkread.forms.template import Template
    from inkread.words.lexicon import Lexicon

SCANS: Final = "image"
TEMPLATE: Final = "template"
BLANK: Final = "blank"
LISTS: Final = "lexicon"
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
    wish = FormsWish(template, _one(BLANK), _lists(template), bundle, crops)
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


def _lists(template: "Template") -> "dict[str, Lexicon]":
    """Return the lists of words that a template names, each as a file came with its name."""
    from inkread.words.lexicon import Lexicon

    given = {harmless_name(file.filename): file.stream.read() for file in request.files.getlist(LISTS)}
    lists: dict[str, Lexicon] = {}
    for field in template.fields:
        if field.lexicon is None or field.lexicon in lists:
            continue
        name = harmless_name(field.lexicon)
        if name not in given:
            raise RequestError(
                f"expected the list of words {name!r} for the field {field.name!r}, got none; send"
                f" it as a file of that name in the form field {LISTS}",
                status=422,
                code="missing_list",
            )
        lists[field.lexicon] = _lexicon(name, given[name])
    return lists


def _lexicon(name: str, content: bytes) -> "Lexicon":
    """Return a list of words, each line one entry."""
    from inkread.words.lexicon import Lexicon

    if len(content) > LONGEST_LIST:
        raise _bad_lexicon(
            name, f"at most {LONGEST_LIST:,} bytes", f"{len(content):,}", "leave some words out"
        )
    text = unicodedata.normalize("NFC", content.decode("utf-8-sig", "replace"))
    try:
        return Lexicon([word for word in map(str.strip, text.splitlines()) if word], whole=True)
    except ConfigError as error:
        raise _bad_lexicon(name, "a list of words", "none", "write them one a line") from error


def _bad_lexicon(name: str, expected: str, got: str, advice: str) -> RequestError:
    """Return the error of a list of words that is none."""
    return RequestError(
        f"expected {expected} in {name!r}, got {got}; {advice}", status=422, code="bad_lexicon"
    )


def _missing(field: str, code: str) -> RequestError:
    """Return the error of a form without one of its files."""
    return RequestError(
        f"expected a file in the field {field}, got none; send template, blank and image",
        status=400,
        code=code,
    )
