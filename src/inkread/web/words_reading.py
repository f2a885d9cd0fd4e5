"""Words, codes and pages that a request brings: each decoded, read, kept, and put into JSON."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from inkread.errors import ConfigError, ImageError, RequestError
from inkread.preprocess.segment.candidates import spans_of
from inkread.preprocess.segment.page import Page, segment
from inkread.preprocess.segment.sheet import LONGEST_SIDE
from inkread.trail import GreyImage
from inkread.web.backend import Backend
from inkread.web.keeping import NOT_ASKED, keep_reading
from inkread.web.reading import count_as, each
from inkread.web.uploads import Upload
from inkread.web.words_answer import words_answer
from inkread.web.words_asked import WordsWish, language_of
from inkread.web.words_picture import words_picture

if TYPE_CHECKING:
    from inkread.word_reading import PageReading, WordReading
    from inkread.words.lexicon import Lexicon
    from inkread.words.reader import WordReader
    from inkread.words.wanted import Asked

MOST_PICTURES: Final = 8
"""Of a request; a page takes as long as a hundred characters."""
MOST_RUNS: Final = 6000
"""Runs of ink in a picture that may be a character; a page of 30 lines with 900 characters has 4,700, and
each takes some ms: a page full of small rings took minutes."""


def read_words(behind: Backend, uploads: Sequence[Upload], wish: WordsWish) -> list[dict[str, Any]]:
    """Return an answer for each upload; one among several that cannot be read has `error` in it.

    Raises:
        ImageError: when the only one cannot be read.
        RequestError: when there is no such bundle, too much is at work, or nothing follows what is asked for.
        CharsetError: when the bundle cannot read the charset.
    """
    reader = behind.word_readers.reader(wish.bundle, wish.mode)
    with behind.words_gate.entered():
        return each(behind, uploads, lambda upload: _read_one(behind, reader, upload, wish))


def _read_one(behind: Backend, reader: "WordReader", upload: Upload, wish: WordsWish) -> dict[str, Any]:
    """Return the answer for one upload."""
    lines = wish.has_lines(upload)
    with behind.words_turns.taken():
        lexicon = None if wish.lexicon is None else behind.word_lists.lexicon(wish.lexicon)
        picture = words_picture(behind, upload, lines=lines, page=wish.page)
        reading = replace(_reading(reader, picture.grey, wish, lexicon, lines=lines), source=upload.name)
    count_as(behind, reading.bundle, blank=reading.trail.blank, refused=reading.rejected)
    kept = NOT_ASKED
    if wish.keep:
        kept = keep_reading(behind, reading, upload, grey=picture.grey, longest=LONGEST_SIDE)
    return words_answer(reading, picture, kept=kept, top_k=wish.top_k)


def _reading(
    reader: "WordReader", grey: GreyImage, wish: WordsWish, lexicon: "Lexicon | None", *, lines: bool
) -> "WordReading | PageReading":
    """Return the reading of a picture.

    Raises:
        ImageError: `too_much_writing`.
        RequestError: 400 `bad_pattern` or `bad_lexicon`.
    """
    _check_amount(grey, lines=lines)
    asked: Asked = {
        "pattern": wish.pattern,
        "lexicon": lexicon,
        "charset": wish.charset,
        "language": None if wish.language is None else language_of(wish.language),
    }
    try:
        return reader.read(grey, lines=True, **asked) if lines else reader.read(grey, **asked)
    except ConfigError as error:
        if lexicon is not None:
            raise RequestError(str(error), status=400, code="bad_lexicon") from error
        raise RequestError(str(error), status=400, code="bad_pattern") from error


def _check_amount(grey: GreyImage, *, lines: bool) -> None:
    """Refuse what would take minutes: every run of ink goes through the network and into the search."""
    num_runs = num_runs_of(segment(grey, lines=lines))
    if num_runs > MOST_RUNS:
        raise too_many_runs(num_runs)


def num_runs_of(page: Page) -> int:
    """Return how many runs of ink may be characters on a page."""
    return sum(len(spans_of(strip)) for line in page.lines for strip in line)


def too_many_runs(num_runs: int) -> ImageError:
    """Return the error of a picture with more marks than a page of writing has."""
    return ImageError(
        f"expected a page of at most {MOST_RUNS:,} runs of ink that may be characters, got {num_runs:,};"
        " send it in parts, or crop it to the writing",
        reason="too_much_writing",
    )
