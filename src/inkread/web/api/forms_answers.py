"""The form of templates and of answers about forms, for the document that describes the interface."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from inkread.web.api.answers import CandidateAnswer, ErrorText
from inkread.web.api.bodies import BINARY
from inkread.web.forms_reading import MOST_SCANS
from inkread.web.forms_values import LONGEST_VALUE, MOST_VALUES

BOX = "px of the blank form's picture"
FILES = {"type": "array", "items": BINARY}
TEMPLATE_PARTS = {
    "template": {**BINARY, "description": "The template's YAML."},
    "lexicon": {**FILES, "description": "Lists of words, by their names in the template."},
}


class _Strict(BaseModel):
    """A model that refuses fields it does not know, and texts in the place of numbers."""

    model_config = ConfigDict(extra="forbid", strict=True)


class FieldBody(_Strict):
    """One field of a form."""

    name: str = Field(description="The column of the table; unique.")
    left: int = Field(description=BOX)
    top: int = Field(description=BOX)
    width: int = Field(description=BOX)
    height: int = Field(description=BOX)
    pattern: str | None = Field(None, description="What the value follows, such as 99999 or [0-9]{5}.")
    charset: str | None = Field(None, description="The characters that may come: a named set, or themselves.")
    lexicon: str | None = Field(None, description="The name of a list of words, one of which it is.")
    lines: bool = Field(False, description="Whether it may have several lines.")
    tick: bool = Field(False, description="Whether it is a tick box; it says none of the four before.")
    group: str | None = Field(
        None,
        max_length=100,
        description="Of a tick box: what those share of which one at most may be ticked.",
    )
    review_below: float | None = Field(
        None, ge=0, le=1, description="A value less sure than this is doubtful; null for the usual."
    )


class TemplateBody(_Strict):
    """A template of a form, as the file `template.yaml` has it."""

    form: Literal[1] = Field(1, description="The version of this form of template.")
    name: str
    blank: str = Field(description="The file of the blank form's picture.")
    width: int = Field(description="px of that picture, upright.")
    height: int
    fields: list[FieldBody] = Field(description="In the order of the table's columns; at most 200.")

    def told(self) -> dict[str, Any]:
        """Return what was said: a field's value that is null counts as not said."""
        return self.model_dump(exclude_none=True)


class TemplateAnswer(BaseModel):
    """A template that can be read with."""

    template: TemplateBody
    yaml: str = Field(description="The text of its file.")


class BoxAnswer(BaseModel):
    """A box that may be a field."""

    left: int = Field(description="px of the picture.")
    top: int
    width: int
    height: int


class BoxesAnswer(BaseModel):
    """The boxes that a blank form has printed."""

    boxes: list[BoxAnswer] = Field(description="From top to bottom; at most 200.")
    width: int = Field(description="Of the picture, px.")
    height: int


class ValueAnswer(BaseModel):
    """The value of one field."""

    field: str = Field(description="Its name in the template.")
    value: str = Field(
        description="Empty where nothing is written, or nothing fits; yes of a box that is ticked."
    )
    confidence: float = Field(
        description="The value's posterior; of a tick box the share of boxes with such ink, that are taken to"
        " be as this one. 1 where nothing is written, 0 where it is empty for another reason."
    )
    doubtful: bool = Field(description="Whether a person should look at it.")
    candidates: list[CandidateAnswer] = Field(description="Texts, most probable first.")
    box: list[list[float]] = Field(
        description="Its corners, x and y, from the left top clockwise, on a picture of `width` and `height`."
    )
    refusal: ErrorText | None = Field(description="Why there is no value to trust, or null.")
    lines: bool = Field(description="Whether it may have several lines.")
    tick: bool = Field(description="Whether it is a tick box.")
    crop: str | None = Field(description="What it looks like, a data: address of a JPEG, or null.")


class ScanAnswer(BaseModel):
    """One scan read, or, among several, the reason why it was not."""

    name: str = Field(description="What the request calls the scan.")
    values: list[ValueAnswer] | None = Field(None, description="In the template's order.")
    doubtful: list[str] | None = Field(None, description="Names of the fields that a person should look at.")
    warnings: list[ErrorText] | None = Field(None, description="What is odd about the file.")
    page: int | None = Field(None, description="Which page of the file was read, from 1.")
    pages: int | None = Field(None, description="How many pages the file has.")
    width: int | None = Field(None, description="Of the picture that the boxes lie on, px.")
    height: int | None = Field(None, description="Likewise.")
    bundle: str | None = None
    error: ErrorText | None = Field(None, description="Only where this scan could not be read.")


class FormsAnswer(BaseModel):
    """All scans of a request, in order."""

    scans: list[ScanAnswer]
    took_ms: float


class TypedBody(_Strict):
    """What a person typed for a field."""

    field: str = Field(description="Its name in the template.")
    value: str = Field(max_length=LONGEST_VALUE)


class ValuesBody(_Strict):
    """What is looked at in one request."""

    values: list[TypedBody] = Field(max_length=MOST_VALUES)


class TypedAnswer(BaseModel):
    """A typed value as it is taken."""

    field: str
    value: str = Field(description="In NFC; the entry of the field's list that it stands for.")
    misfit: ErrorText | None = Field(description="Why the field cannot hold it; null where it can.")


class TypedAnswers(BaseModel):
    """All typed values of a request, in order."""

    values: list[TypedAnswer]


def values_body() -> dict[str, Any]:
    """Return the description of a body that brings typed values, and what they are to be looked at by."""
    listed = _flat(ValuesBody.model_json_schema(), "values")["properties"]["values"]
    form = {
        "type": "object",
        "required": ["template", "values"],
        "properties": {**TEMPLATE_PARTS, "values": {**listed, "description": "As JSON."}},
    }
    content = {"schema": form, "encoding": {"values": {"contentType": "application/json"}}}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": content}}}


def forms_body() -> dict[str, Any]:
    """Return the description of a body that brings scans, and what they are to be read by."""
    form = {
        "type": "object",
        "required": ["template", "blank", "image"],
        "properties": {
            **TEMPLATE_PARTS,
            "blank": {**BINARY, "description": "The picture of the blank form."},
            "image": {**FILES, "minItems": 1, "maxItems": MOST_SCANS},
        },
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}}}


def template_bodies() -> dict[str, Any]:
    """Return the description of a body that brings a template."""
    text = {"schema": {"type": "string"}}
    content = {
        "application/yaml": text,
        "application/json": {"schema": _flat(TemplateBody.model_json_schema(), "fields")},
    }
    return {"requestBody": {"required": True, "content": content}}


def _flat(schema: dict[str, Any], held: str) -> dict[str, Any]:
    """Return a schema with the definition of what its list `held` holds in its place.

    In the document, others would not find it.
    """
    told = dict(schema)
    (item,) = told.pop("$defs").values()
    told["properties"] = {**told["properties"], held: {**told["properties"][held], "items": item}}
    return told
