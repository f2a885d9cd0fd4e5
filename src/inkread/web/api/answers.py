"""The form of every answer, for the document that describes the interface."""

from typing import Any

from pydantic import BaseModel, Field


class ErrorText(BaseModel):
    """What went wrong."""

    code: str = Field(description="For programs; codes are never renamed.")
    message: str = Field(description="For people: what was expected, what came, what to do.")


class RefusalText(ErrorText):
    """Why a request is refused."""

    field: str | None = Field(None, description="Of a form's template: the field that it is about.")


class ErrorAnswer(BaseModel):
    """A refused request."""

    error: RefusalText


def refusals(*statuses: int) -> dict[str | int, type[BaseModel] | dict[Any, Any] | None]:
    """Return the description of refusals with these statuses; 400 and 422 may always come."""
    return dict.fromkeys((400, 422, *statuses), ErrorAnswer)


class CandidateAnswer(BaseModel):
    """One character that the image may show."""

    text: str
    confidence: float = Field(description="Its calibrated probability, 0 to 1.")


class ReadingAnswer(BaseModel):
    """One image read, or, among several, the reason why it was not."""

    id: str | None = Field(None, description="Of the kept reading; null where it is not kept.")
    name: str = Field(description="What the request calls the image.")
    text: str | None = Field(None, description="The answer; empty for a blank image.")
    confidence: float | None = None
    blank: bool | None = None
    candidates: list[CandidateAnswer] | None = Field(None, description="Most probable first.")
    set: list[str] | None = Field(None, description="The few of which one is almost surely right.")
    refusal: ErrorText | None = Field(None, description="Why not to trust it as one character, or null.")
    warnings: list[ErrorText] | None = Field(None, description="What is odd about the image.")
    bundle: str | None = None
    not_kept: ErrorText | None = Field(
        None, description="Why it could not be kept although it was to be, or null."
    )
    image: str | None = Field(None, description="Path of the kept image.")
    glyph: str | None = Field(None, description="What the network saw, a data: address of a PNG of 28 × 28.")
    error: ErrorText | None = Field(None, description="Only where this image could not be read.")


class ReadAnswer(BaseModel):
    """All images of a request, in order."""

    readings: list[ReadingAnswer]
    took_ms: float


class TrailStep(BaseModel):
    """One step of preprocessing."""

    name: str
    numbers: dict[str, Any]
    picture: str | None


class TrailAnswer(BaseModel):
    """All steps of preprocessing."""

    contract: str
    blank: bool
    steps: list[TrailStep]
    warnings: list[ErrorText]


class StageAnswer(BaseModel):
    """What one layer of the network made of the image."""

    name: str
    kind: str
    shape: list[int]
    low: float
    high: float
    values: str = Field(description="Base64 of little-endian float16, row by row.")
    receptive_field: dict[str, Any] | None = None
    weights: dict[str, Any] | None = Field(
        None, description="Shape (height, width, 1, filters) and values of a convolution on the glyph itself."
    )


class OcclusionAnswer(BaseModel):
    """Which pixels decided: how much the answer's probability falls where a patch is blanked."""

    shape: list[int]
    values: str = Field(description="Base64 of little-endian float16, row by row.")


class ExplainAnswer(BaseModel):
    """A reading and how it came about."""

    reading: ReadingAnswer
    trail: TrailAnswer
    stages: list[StageAnswer] | None = None
    probabilities: list[CandidateAnswer]
    occlusion: OcclusionAnswer | None = None


class EntryAnswer(BaseModel):
    """A kept reading."""

    id: str
    made_at: str
    door: str = Field(description="Where it came in: web, desktop, api or cli.")
    text: str
    confidence: float
    candidates: list[CandidateAnswer]
    set: list[str]
    refusal: ErrorText | None
    warnings: list[ErrorText]
    bundle: str | None
    source: str | None
    correction: str | None
    corrected_at: str | None
    has_image: bool
    has_glyph: bool
    has_strokes: bool
    image: str | None = Field(description="Path of the kept image.")
    glyph: str | None = Field(description="Path of what the network saw.")
    strokes: dict[str, Any] | None = Field(None, description="The drawing; in a list it is left out.")
    glyphs: list[dict[str, Any]] | None = Field(None, description="Of words: each character and its box.")


class PageAnswer(BaseModel):
    """A page of kept readings."""

    entries: list[EntryAnswer]
    next: str | None
    total: int


class DeletedAnswer(BaseModel):
    """How many readings went."""

    deleted: int


class BundleAnswer(BaseModel):
    """A model that reads here."""

    name: str
    default: bool
    charset: list[str] = Field(description="The characters it can tell apart, in order.")
    charsets: list[str] = Field(description="The named sets that `charset` may ask it for.")
    preprocess: str
    temperature: float
    scores: list[dict[str, Any]] = Field(description="What was measured, each with its n and spread.")
    training: dict[str, Any]
    model: dict[str, Any] = Field(description="SHA-256 and size in bytes.")


class BundlesAnswer(BaseModel):
    """The models that read here."""

    bundles: list[BundleAnswer]
