"""What a request's address may ask for: each field checked, an unknown one refused."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from inkread.history.rows import LONGEST_PAGE
from inkread.preprocess.decode.limits import MAX_PARTS, MAX_PDF_PAGES
from inkread.web.readers import MOST_CANDIDATES
from inkread.web.reading import Wish
from inkread.web.word_readers import MOST_TEXTS
from inkread.web.words_asked import LONGEST_PATTERN, WordsWish

MOST_PAGES = max(MAX_PDF_PAGES, MAX_PARTS)  # of a PDF, and of a TIFF
ID = r"^[0-9a-f]{32}$"
NO_ZERO = r"^[^\x00]*$"  # PostgreSQL has no texts with one


def _in_utc(time: datetime) -> datetime:
    """Return an aware time in UTC; the last hours of the year 9999 may have none."""
    if time.tzinfo is None:
        raise ValueError("a time needs its zone, such as +00:00")
    try:
        return time.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time needs a year from 1 to 9999 in UTC") from None


Page = Annotated[
    int | None,
    Field(ge=1, le=MOST_PAGES, description="Which page of each PDF or TIFF is read; else the first."),
]
Time = Annotated[datetime, AfterValidator(_in_utc)]


_schemas: dict[tuple[Any, ...], dict[str, Any]] = {}


class _Strict(BaseModel):
    """A model that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def model_json_schema(cls, *arguments: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Return the schema, made once.

        flask-openapi3 4.3 asks for it with every request, a fifth of the time that reading an image took.
        """
        asked = (cls, arguments, tuple(named.items()))
        if asked not in _schemas:
            _schemas[asked] = super().model_json_schema(*arguments, **named)
        return _schemas[asked]


class ReadQuery(_Strict):
    """How to read."""

    charset: str | None = Field(
        None,
        max_length=400,
        description="What may come out: digits, upper, lower, letters, balanced, byclass, or the characters.",
    )
    top_k: int = Field(5, ge=1, le=MOST_CANDIDATES, description="Candidates of a reading.")
    keep: bool = Field(True, description="Whether to keep the reading in the history, where there is one.")
    bundle: str | None = Field(None, max_length=200, description="The bundle that reads; else the default.")

    def wish(self) -> Wish:
        """Return how to read."""
        return Wish(charset=self.charset, top_k=self.top_k, keep=self.keep, bundle=self.bundle)


class WordsQuery(ReadQuery):
    """How to read words."""

    pattern: str | None = Field(
        None,
        max_length=LONGEST_PATTERN,
        description="What each line follows: AA99-9999, or a regular expression such as [A-F0-9]{8}.",
    )
    lexicon: str | None = Field(
        None,
        max_length=2000,
        description="The only words that may come out, apart by spaces or commas; a longer list goes into the"
        " body.",
    )
    lines: bool | None = Field(
        None, description="Whether there may be several lines; true for pictures, false for a drawing."
    )
    language: str | None = Field(
        None,
        max_length=40,
        description="Which letters follow others in lines read whole, which words of a list are likelier:"
        " english; none by default.",
    )
    mode: Literal["auto", "characters", "connected"] = Field(
        "auto", description="Cut into characters, read lines whole, or take the surer of both."
    )
    page: Page = None
    top_k: int = Field(5, ge=1, le=MOST_TEXTS, description="Candidates of a line.")

    def words_wish(self, lexicon: str | None) -> WordsWish:
        """Return how to read.

        Args:
            lexicon: a list of words from the body, in place of the address.
        """
        named = {
            name: getattr(self, name)
            for name in ("pattern", "page", "lines", "charset", "language", "mode", "top_k")
        }
        words = self.lexicon if lexicon is None else lexicon
        return WordsWish(lexicon=words, keep=self.keep, bundle=self.bundle, **named)


class TemplateQuery(_Strict):
    """For what a template is to be checked."""

    bundle: str | None = Field(None, max_length=200, description="The bundle that reads; else the default.")


class FormsQuery(TemplateQuery):
    """How to read forms."""

    crops: bool = Field(True, description="Whether to send what each field looks like.")
    page: Page = None


class ExplainQuery(ReadQuery):
    """How to read, and what to tell of it."""

    keep: bool = Field(False, description="Whether to keep the reading in the history, where there is one.")
    stages: bool = Field(True, description="Whether to send what every layer of the network made of it.")
    occlusion: bool = Field(True, description="Whether to send which pixels decided.")


class HistoryQuery(_Strict):
    """Which kept readings; a field left out leaves everything in."""

    text: str | None = Field(
        None,
        max_length=LONGEST_PAGE,
        pattern=NO_ZERO,
        description="What it shows, of words its lines too: its correction, else its answer.",
    )
    search: str | None = Field(
        None, max_length=200, pattern=NO_ZERO, description="A part of answer, correction or file name."
    )
    below: float | None = Field(None, ge=0, le=1, description="Only confidences below this.")
    above: float | None = Field(None, ge=0, le=1, description="Only confidences of at least this.")
    corrected: bool | None = Field(None, description="Only those that have, or have not, been corrected.")
    door: Literal["web", "desktop", "api", "cli"] | None = Field(None, description="Where it came in.")
    since: Time | None = Field(None, description="Only what was kept then or later; with its time zone.")
    until: Time | None = Field(None, description="Only what was kept before; with its time zone.")
    order: Literal["newest", "oldest", "unsure"] = Field("newest", description="What comes first.")

    def fields(self) -> dict[str, Any]:
        """Return the fields of a `Query`, without its owner."""
        return self.model_dump()


class PageQuery(HistoryQuery):
    """Which kept readings, a page of them."""

    limit: int = Field(50, ge=1, le=1000, description="Most entries of a page.")
    after: str | None = Field(None, max_length=400, description="The `next` of the page before.")


class ExportQuery(HistoryQuery):
    """Which kept readings, as a file."""

    format: Literal["csv", "json", "zip"] = Field("csv", description="What kind of file.")
    unchecked: bool = Field(False, description="Whether a zip takes images that nobody has corrected too.")

    def fields(self) -> dict[str, Any]:
        """Return the fields of a `Query`, without its owner."""
        return self.model_dump(exclude={"format", "unchecked"})


class EntryPath(_Strict):
    """One kept reading."""

    id: str = Field(pattern=ID, description="The reading's id, 32 hexadecimal digits.")


class Correction(_Strict):
    """What an image shows."""

    correction: str | None = Field(
        ..., max_length=LONGEST_PAGE, description="The character, or the lines of words; null takes it back."
    )


class Ids(_Strict):
    """Several kept readings."""

    ids: list[str] = Field(..., max_length=1000, description="Their ids.")
