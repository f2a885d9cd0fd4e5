"""The interface described: `/openapi.json` for programs, and `/openapi`, a page of it, for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask_openapi3.openapi import OpenAPI

blueprint = Blueprint("document", __name__)

LIMITS: Final = {  # of a parameter's schema, in the words of the page
    "minimum": "from {}",
    "maximum": "to {}",
    "maxLength": "at most {} characters",
    "enum": "one of {}",
    "default": "{} where left out",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the interface does, as the page shows it.

    Attributes:
        method: in capitals.
        path: with its places in braces.
        summary: in one sentence.
        description: the rest; may be empty.
        parameters: name, place (`query` or `path`) and meaning of each.
        bodies: content types that it takes.
        answers: status, kind and meaning of each.
    """

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str, str], ...]
    bodies: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


@blueprint.get("/openapi.json")
def document() -> Response:
    """Return the interface's OpenAPI document."""
    return jsonify(_document())


@blueprint.get("/openapi")
def page() -> str:
    """Return the document as a page, which needs no script."""
    spec = _document()
    groups: dict[str, list[Operation]] = {}
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(method, path, operation))
    return render_template("openapi.html", groups=groups, version=spec["info"]["version"])


def _document() -> dict[str, Any]:
    """Return the OpenAPI document of the application."""
    return cast(OpenAPI, current_app).api_doc


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Operation:
    """Return an operation of the document as the page shows it."""
    parameters = tuple(
        (one["name"], one["in"], " ".join(filter(None, (one.get("description"), _limits(one["schema"])))))
        for one in told.get("parameters", ())
    )
    answers = tuple((status, answer["description"]) for status, answer in sorted(told["responses"].items()))
    return Operation(
        method.upper(),
        path,
        told["summary"],
        told.get("description", "").replace("<br/>", " ").replace("`", "").strip(),
        parameters,
        tuple(told.get("requestBody", {}).get("content", ())),
        answers,
    )


def _limits(schema: Mapping[str, Any]) -> str:
    """Return what a parameter's values may be, in brackets; empty where anything may.

    >>> _limits({"anyOf": [{"type": "integer", "minimum": 1.0}, {"type": "null"}], "default": 5})
    '(from 1, 5 where left out)'
    """
    kinds = [schema, *schema.get("anyOf", ())]
    found = [
        words.format(_plain(kind[name]))
        for name, words in LIMITS.items()
        for kind in kinds
        if kind.get(name) is not None
    ]
    return f"({', '.join(found)})" if found else ""


def _plain(value: Any) -> str:  # noqa: ANN401 - any value of a schema
    """Return a schema's value as a person writes it.

    >>> _plain(1.0), _plain(True), _plain(["csv", "json"])
    ('1', '1', 'csv, json')
    """
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, int | float) else str(value)
