"""The form of an answer about words, for the document that describes the interface."""

from pydantic import BaseModel, Field

from inkread.web.api.answers import CandidateAnswer, ErrorText

BOX = "Top, left, height and width, in a picture of the answer's width and height."


class PlacedGlyphAnswer(BaseModel):
    """One character of a line."""

    text: str = Field(description="What it was read as in the line's text.")
    box: list[float] = Field(description=BOX)
    candidates: list[CandidateAnswer] = Field(description="What it alone may be, most probable first.")


class LineAnswer(BaseModel):
    """One line of writing."""

    text: str
    confidence: float = Field(description="Its share of the posterior over all texts that the search kept.")
    candidates: list[CandidateAnswer] = Field(description="Texts, most probable first.")
    box: list[float] | None = Field(description=BOX)
    glyphs: list[PlacedGlyphAnswer] = Field(description="In reading order, spaces left out.")
    refusal: ErrorText | None = Field(description="Why this line is not to be trusted, or null.")


class WordsReadingAnswer(BaseModel):
    """One picture of words read, or, among several, the reason why it was not."""

    id: str | None = Field(None, description="Of the kept reading; null where it is not kept.")
    name: str = Field(description="What the request calls the picture.")
    text: str | None = Field(None, description="The lines' texts, one a line; empty where nothing was read.")
    confidence: float | None = Field(None, description="The probability that every line is right.")
    blank: bool | None = None
    lines: list[LineAnswer] | None = Field(None, description="From top to bottom.")
    refusal: ErrorText | None = Field(None, description="Why there is no text to trust, or null.")
    warnings: list[ErrorText] | None = Field(None, description="What is odd about the picture.")
    page: int | None = Field(None, description="Which page of the file was read, from 1.")
    pages: int | None = Field(None, description="How many pages the file has.")
    width: float | None = Field(
        None, description="Of the picture that the boxes lie on, px; or of the canvas."
    )
    height: float | None = Field(None, description="Likewise.")
    bundle: str | None = None
    not_kept: ErrorText | None = Field(
        None, description="Why it could not be kept although it was to be, or null."
    )
    image: str | None = Field(None, description="Path of the kept image.")
    picture: str | None = Field(
        None, description="Of a page that was asked for and is not kept: a `data:` address of a JPEG."
    )
    error: ErrorText | None = Field(None, description="Only where this picture could not be read.")


class WordsAnswer(BaseModel):
    """All pictures of a request, in order."""

    readings: list[WordsReadingAnswer]
    took_ms: float
