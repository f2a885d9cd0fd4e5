"""How the interface's document describes bodies that are not one JSON object, and answers that are files."""

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from inkread.errors import RequestError
from inkread.web.json_body import json_body
from inkread.web.word_lists import LONGEST_LIST

Model = TypeVar("Model", bound=BaseModel)

BINARY: Final = {"type": "string", "format": "binary"}
NUMBERS: Final = {"type": "array", "items": {"type": "number"}}
STROKES: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["strokes", "width", "height"],
    "additionalProperties": False,
    "properties": {
        "strokes": {
            "type": "array",
            "maxItems": 200,
            "description": "Each stroke is its x, its y and, where known, its times in ms and its pressures.",
            "items": {"type": "array", "minItems": 2, "maxItems": 4, "items": NUMBERS},
        },
        "width": {"type": "number", "exclusiveMinimum": 0, "maximum": 10000},
        "height": {"type": "number", "exclusiveMinimum": 0, "maximum": 10000},
        "pen_width": {"type": "number", "exclusiveMinimum": 0, "maximum": 10000},
    },
}


def image_body(*, several: bool, drawing: bool = True) -> dict[str, Any]:
    """Return the description of a body that brings what is to be read; with `drawing` it may be strokes."""
    images: dict[str, Any] = {"type": "array", "items": BINARY, "minItems": 1} if several else BINARY
    form = {"type": "object", "required": ["image"], "properties": {"image": images}}
    content = {
        "multipart/form-data": {"schema": form},
        "image/png": {"schema": BINARY},
        "image/jpeg": {"schema": BINARY},
        "application/octet-stream": {"schema": BINARY},
        **({"application/json": {"schema": STROKES}} if drawing else {}),
    }
    return {"requestBody": {"required": True, "content": content}}


def words_body() -> dict[str, Any]:
    """Return the description of a body that brings words to be read, with the words that may come out."""
    described = image_body(several=True)
    content = described["requestBody"]["content"]
    words = {"type": "string", "maxLength": LONGEST_LIST, "description": "The only words that may come out."}
    form = content["multipart/form-data"]["schema"]
    form["properties"] = {**form["properties"], "lexicon": words}
    either = {"anyOf": [words, {"type": "array", "items": {"type": "string"}}]}
    properties = {**STROKES["properties"], "lexicon": either}
    content["application/json"] = {"schema": {**STROKES, "properties": properties}}
    return described


def json_form(model: type[BaseModel]) -> dict[str, Any]:
    """Return the description of a JSON body of the model's form."""
    schema = model.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def file_answer(*types: str) -> dict[str, Any]:
    """Return the description of an answer that is a file of one of these types."""
    return {"content": {kind: {"schema": BINARY} for kind in types}}


def parsed(model: type[Model]) -> Model:
    """Return the request's JSON body as `model`.

    Raises:
        RequestError: what `json_body` raises, and 422 `bad_field`.
    """
    return checked(model, json_body())


def checked(model: type[Model], told: Any) -> Model:  # noqa: ANN401 - any JSON value
    """Return what a request says as `model`.

    Raises:
        RequestError: 422 `bad_field`.
    """
    try:
        return model.model_validate(told)
    except ValidationError as error:
        raise bad_field(error) from error


def bad_field(error: ValidationError) -> RequestError:
    """Return the error about the first field that is not as it should be."""
    first = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the body"
    got = repr(first.get("input"))[:80]
    return RequestError(
        f"expected {place} as the reference of the API says, got {got} ({first['msg']}); correct it",
        status=422,
        code="bad_field",
    )
