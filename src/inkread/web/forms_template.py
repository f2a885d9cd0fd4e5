"""The template of a form as a request brings it, YAML or JSON, checked for what this service can read."""

from typing import TYPE_CHECKING, Any, Final

from flask import request

from inkread.errors import CharsetError, ConfigError, RequestError
from inkread.web.backend import Backend
from inkread.web.body import whole_body

if TYPE_CHECKING:
    from inkread.forms.template import Field, Template

YAML_TYPES: Final = ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml")
MOST_BYTES: Final = 64 * 1024
"""Of a template; one of 200 fields has some 35,000, and YAML is read at 100,000 a second."""
MOST_FIELDS: Final = 200
"""Of a template: each costs as much time as a picture of a word."""
MOST_AREA: Final = 2.0
"""Of the picture's area, that all boxes may have together: boxes that lie over one another are a mistake."""
MOST_PIXELS: Final = 2**24
"""Of the picture that the boxes refer to, as of most that are decoded: A4 at 400 dots an inch."""


def template_body() -> str:
    """Return the request's body, a template in YAML.

    Raises:
        RequestError: 415 `unsupported_media_type`, 413 `too_large`, 422 `bad_template`.
    """
    if request.mimetype not in YAML_TYPES:
        raise RequestError(
            f"expected application/yaml or application/json, got {request.mimetype or 'none'}; say which",
            status=415,
            code="unsupported_media_type",
        )
    return template_text(whole_body())


def template_text(content: bytes) -> str:
    """Return a template's text.

    Raises:
        RequestError: 413 `too_large`, 422 `bad_template` where it is no UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise RequestError(
            f"expected a template of at most {MOST_BYTES:,} bytes, got {len(content):,}; leave fields out",
            status=413,
            code="too_large",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad_template(f"expected YAML in UTF-8, got {error.reason}; save it as UTF-8") from error


def template_of_text(behind: Backend, text: str, bundle: str | None) -> "Template":
    """Return the template of a text in YAML.

    Raises:
        RequestError: 422 `bad_template` or `too_many_fields`, 404 `unknown_bundle`.
    """
    from inkread.forms.template import Template  # YAML is needed by nobody else

    if text.count("\n") > MOST_BYTES // 4:  # nothing but line ends takes long too
        raise bad_template("expected a template, got lines without end; see the reference of templates")
    try:
        return _checked(behind, Template.parse(text), bundle)
    except ConfigError as error:
        raise bad_template(str(error)) from error


def template_of_json(behind: Backend, told: dict[str, Any], bundle: str | None) -> "Template":
    """Return the template of checked JSON: the template's own fields, and under `fields` those of each field.

    Raises:
        RequestError: as `template_of_text`.
    """
    from inkread.forms.template import Field, Template

    try:
        fields = tuple(Field(**field) for field in told["fields"])
        form = {name: told[name] for name in ("name", "blank", "width", "height")}
        return _checked(behind, Template(**form, fields=fields), bundle)
    except ConfigError as error:
        raise bad_template(str(error)) from error


def template_answer(template: "Template") -> dict[str, Any]:
    """Return a template as the interface tells it: its JSON, and the same as YAML."""
    form = {name: getattr(template, name) for name in ("name", "blank", "width", "height")}
    fields = [_told(field) for field in template.fields]
    return {"template": {"form": 1, **form, "fields": fields}, "yaml": template.to_yaml()}


def bad_template(message: str, *, field: str | None = None) -> RequestError:
    """Return the error of a template that is none, or asks for what cannot be read; `message` says where."""
    where = message.removeprefix("template: ").removeprefix("template, ")
    return RequestError(
        f"expected a template to read with; {where}", status=422, code="bad_template", field=field
    )


def _told(field: "Field") -> dict[str, Any]:
    """Return everything that a field says, what is as usual included."""
    names = (
        "name",
        "left",
        "top",
        "width",
        "height",
        "pattern",
        "charset",
        "lexicon",
        "lines",
        "tick",
        "group",
        "review_below",
    )
    return {name: getattr(field, name) for name in names}


def _checked(behind: Backend, template: "Template", bundle: str | None) -> "Template":
    """Return a template all of whose fields can be read by a bundle.

    Raises:
        RequestError: 422 `bad_template`, which names a field whose pattern or charset cannot be followed, or
            `too_many_fields`, 404 `unknown_bundle`.
    """
    if len(template.fields) > MOST_FIELDS:
        raise RequestError(
            f"expected at most {MOST_FIELDS} fields, got {len(template.fields)}; make two templates of it",
            status=422,
            code="too_many_fields",
        )
    area, whole = (
        sum(field.width * field.height for field in template.fields),
        template.width * template.height,
    )
    if whole > MOST_PIXELS or area > MOST_AREA * whole:
        raise bad_template(
            f"expected a picture of at most {MOST_PIXELS:,} px, and boxes of at most {MOST_AREA:g} times its"
            f" own, got {whole:,} and {area:,}; draw boxes apart"
        )
    reader = behind.word_readers.reader(bundle)
    for field in template.fields:
        try:
            reader.check(pattern=field.pattern, charset=field.charset)
        except (ConfigError, CharsetError) as error:
            raise bad_template(f"field {field.name!r}: {error}", field=field.name) from error
    return template
