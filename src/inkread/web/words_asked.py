"""What may come out of words that are read: a pattern, or a list of words from address or body."""

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request

from inkread.errors import RequestError
from inkread.preprocess.strokes import Strokes
from inkread.web.json_body import json_body
from inkread.web.uploads import Upload, uploads
from inkread.web.word_lists import FIELD, bad_lexicon, list_of_bytes

if TYPE_CHECKING:
    from inkread.words.language_model import LanguageModel
    from inkread.words.reader import Mode

LONGEST_PATTERN: Final = 100  # characters: no code is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsWish:
    """How to read words.

    Attributes:
        pattern: what each line follows; None for anything.
        lexicon: the only words that may come out, apart by spaces, commas or line ends; None for all.
        page: of each PDF or TIFF, from 1; None for the first.
        lines: whether there may be several lines; None for several on a picture and one in a drawing.
        charset: what may come out, as `Charset.parse` takes it; None for everything.
        language: name of the language model that has a say in lines read whole; None for none.
        mode: whether to cut into characters, to read lines whole, or to take the surer of both.
        top_k: texts of a line.
        keep: whether to keep the reading in the history, where the service keeps any.
        bundle: name of the bundle; None for the default.
    """

    pattern: str | None = None
    lexicon: str | None = None
    page: int | None = None
    lines: bool | None = None
    charset: str | None = None
    language: str | None = None
    mode: "Mode" = "auto"
    top_k: int = 5
    keep: bool = True
    bundle: str | None = None

    def __post_init__(self) -> None:
        """Refuse a pattern that is too long, and a pattern and a list at once."""
        if self.pattern is not None and len(self.pattern) > LONGEST_PATTERN:
            raise RequestError(
                f"expected a pattern of at most {LONGEST_PATTERN} characters, got {len(self.pattern)};"
                " write repeats, such as [A-Z]{8}",
                status=400,
                code="bad_pattern",
            )
        if self.pattern is not None and self.lexicon is not None:
            raise RequestError(
                "expected a pattern or a lexicon, got both; give one of them",
                status=400,
                code="pattern_and_lexicon",
            )

    def has_lines(self, upload: Upload) -> bool:
        """Return whether an upload may hold several lines."""
        return not isinstance(upload.content, Strokes) if self.lines is None else self.lines


def words_body(*, most: int, fields: tuple[str, ...] = (FIELD,)) -> tuple[list[Upload], dict[str, str]]:
    """Return what the request brings to be read, and its other fields.

    Args:
        most: files that a request may bring.
        fields: names of the texts that a form may hold beside its files.

    Raises:
        RequestError: what `uploads` raises, and 400 `bad_lexicon`.
        StrokesError: when the JSON is no drawing.
    """
    if request.is_json:
        told = json_body()
        texts = {FIELD: _list_told(told.pop(FIELD))} if isinstance(told, dict) and FIELD in told else {}
        return [Upload("drawing", Strokes.from_dict(told))], texts
    found = uploads(most=most, also=fields, beside=(FIELD,))
    if request.mimetype != "multipart/form-data":
        return found, {}
    texts = {name: request.form[name] for name in fields if name in request.form}
    if FIELD in request.files:
        texts[FIELD] = list_of_bytes(request.files[FIELD].stream.read())
    return found, texts


@functools.cache
def language_of(name: str) -> "LanguageModel":
    """Return the language model of that name.

    Raises:
        RequestError: 400 `unknown_language`; a file of the service is none.
    """
    from inkread.words.language_model import LanguageModel, languages

    if name not in languages():
        raise RequestError(
            f"expected a language that ships, got {name[:40]!r}; ask for {' or '.join(languages())}",
            status=400,
            code="unknown_language",
        )
    return LanguageModel.of_file(name)


def _list_told(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return the list of words of a JSON body, a text or a list of texts, as one text."""
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise bad_lexicon("words as a text or a list of texts", repr(value)[:40], "send these")
    return "\n".join(texts)
