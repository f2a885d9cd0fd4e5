"""Values that a person typed for fields of a form: taken as the command line takes them, or told why not."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from flask import request

from inkread.errors import ConfigError, RequestError
from inkread.web.backend import Backend
from inkread.web.forms_asked import TEMPLATE, check_parts, part_of, template_asked
from inkread.web.forms_lists import LISTS, lists_of
from inkread.web.forms_template import bad_template
from inkread.web.json_body import parse

if TYPE_CHECKING:
    from inkread.forms.template import Field
    from inkread.words.lexicon import Lexicon

VALUES: Final = "values"
MOST_VALUES: Final = 200
"""Of a request: as many as a template has fields."""
LONGEST_VALUE: Final = 1000
"""Characters of one value, as of a page's input."""
MOST_CHARACTERS: Final = 10_000
"""Of all values of a request: a pattern made to be slow takes a third of a millisecond for each."""


def values_told() -> Any:  # noqa: ANN401 - any JSON value
    """Return the JSON of the field `values` of the request, not yet checked.

    Raises:
        RequestError: 400 `no_values`, `bad_json` or `unexpected_field`, 415 `unsupported_media_type`, 413
            `too_many_files`.
    """
    parts = (TEMPLATE, VALUES, LISTS)
    check_parts(parts, texts={TEMPLATE, VALUES})
    return parse(part_of(VALUES))


def values_answer(
    behind: Backend, asked: Sequence[tuple[str, str]], bundle: str | None
) -> list[dict[str, Any]]:
    """Return for each value how it is taken, and why its field cannot hold it.

    Args:
        behind: whose bundle the template is checked for.
        asked: name of the field, and the text that was typed for it.
        bundle: the name of the bundle; None for the default.

    Raises:
        RequestError: what `template_asked` and `lists_of` raise, 422 `unknown_field` or `bad_template`,
            413 `too_large`.
    """
    length = sum(len(text) for _, text in asked)
    if length > MOST_CHARACTERS:
        raise RequestError(
            f"expected at most {MOST_CHARACTERS:,} characters in all values, got {length:,}; send some later",
            status=413,
            code="too_large",
        )
    template = template_asked(behind, bundle)
    fields = {field.name: field for field in template.fields}
    strange = next((name for name, _ in asked if name not in fields), None)
    if strange is not None:
        raise RequestError(
            f"expected a field of the template, got {strange[:100]!r}; name one as the template does",
            status=422,
            code="unknown_field",
        )
    wanted = [fields[name] for name in dict.fromkeys(name for name, _ in asked)]
    lists = lists_of(template, request.files.getlist(LISTS), wanted)
    return [_told(text, fields[name], lists) for name, text in asked]


def _told(text: str, field: "Field", lists: "Mapping[str, Lexicon]") -> dict[str, Any]:
    """Return one typed value as the interface tells it."""
    from inkread.forms.typed import typed_value  # a start of the service does without

    try:
        taken = typed_value(text, field, None if field.lexicon is None else lists[field.lexicon])
    except ConfigError as error:  # the bundle reads what nobody is thought to type
        raise bad_template(f"field {field.name!r}: {error}", field=field.name) from error
    misfit = None if taken.misfit is None else taken.misfit.to_dict()
    return {"field": field.name, "value": taken.value, "misfit": misfit}
