"""The reader of words: from a picture of some writing to its text, cut into characters or read whole."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack, get_args, overload

import numpy as np

from inkread.bundle import Bundle, shipped
from inkread.charset import Charset
from inkread.errors import BundleError, ConfigError
from inkread.preprocess.cautions import BLANK
from inkread.preprocess.decode import DecodedImage, decode
from inkread.preprocess.decode.source import name_of
from inkread.preprocess.segment.page import Page, segment, traced_writing, writing_of
from inkread.preprocess.segment.sheet import Sheet
from inkread.recognition.checks import check_whole_number
from inkread.recognition.reader import Reader
from inkread.trail import Trail
from inkread.word_reading import PageReading, WordReading
from inkread.words.beam import USUAL_WIDTH
from inkread.words.connected import LineReader, LineWish
from inkread.words.constraint import Asked, Constraint, constraint_of
from inkread.words.language_model import LanguageModel
from inkread.words.lexicon import Lexicon
from inkread.words.separate import read_separate
from inkread.words.told import Told
from inkread.words.ways import read_surer_way

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

Mode = Literal["auto", "characters", "connected"]
AHEAD_FREE, AHEAD_PATTERN = 2.0, 0.5
"""Times its confidence that a picture read whole counts beside one read by its characters, without and with a
pattern: the powers of two at which most texts came out right, of words-dev and of 100 composed codes."""
CONNECTED = "inkread-lines"
"""The bundle that reads lines whole where none is named, if it ships."""


class WordReader:
    """Reads pictures of words, codes and lines, whether their characters stand apart or hang together.

    A reader may be used by any number of threads at once, and after a fork.

    Args:
        bundle: of single glyphs: opened, its folder or zip, or a shipped name; None for the one that ships.
        top_k: the number of texts of a reading.
        abstain_below: the least confidence, 0 to 1; an answer below it is refused as `not_sure`. None for
            any.
        beam_width: hypotheses kept at each place of a word; None searches all there is.
        mode: `characters` cuts writing into single characters, `connected` reads lines whole; `auto` does
            both and takes the answer that is surer.
        connected: the bundle that reads lines whole, as `bundle`; None for the one that ships, if any does.
            Where characters are read by a bundle that does not ship and this is not named, `auto` is
            `characters`: no other network has a say then.

    Raises:
        BundleError: when a bundle cannot be opened or is of the other kind, or lines are to be read whole
            and no bundle is there for it.
        ConfigError: when `top_k` or `beam_width` is not a whole number from 1, `abstain_below` no confidence,
            or `mode` something else.
    """

    def __init__(
        self,
        bundle: Bundle | str | Path | None = None,
        *,
        top_k: int = 5,
        abstain_below: float | None = None,
        beam_width: int | None = USUAL_WIDTH,
        mode: Mode = "auto",
        connected: Bundle | str | Path | None = None,
    ) -> None:
        """Open the bundles; their networks are loaded with the first picture."""
        check_whole_number("top_k", top_k, usual=5)
        if beam_width is not None:
            check_whole_number("beam_width", beam_width, usual=USUAL_WIDTH)
        _check_mode(mode)
        reader = Reader(bundle, abstain_below=abstain_below)
        self.bundle = reader.bundle
        self.top_k = top_k
        self.abstain_below = abstain_below
        self.beam_width = beam_width
        self.mode = mode
        self._reader = reader
        alone = mode == "auto" and reader.bundle.name not in shipped() and connected is None
        needed = mode == "connected"
        self._whole = None if alone or mode == "characters" else _line_reader(connected, needed=needed)

    @overload
    def read(
        self, source: "Source | Sheet", *, lines: Literal[False] = False, **asked: Unpack[Asked]
    ) -> WordReading: ...

    @overload
    def read(
        self, source: "Source | Sheet", *, lines: Literal[True], **asked: Unpack[Asked]
    ) -> PageReading: ...

    def read(
        self,
        source: "Source | Sheet",
        *,
        pattern: str | None = None,
        lexicon: Lexicon | Path | str | None = None,
        charset: str | Charset | None = None,
        language: LanguageModel | Path | str | None = None,
        lines: bool = False,
    ) -> WordReading | PageReading:
        """Return the text of a picture.

        Args:
            source: what `Reader.read` takes, or the ink of a picture, freed of print already.
            pattern: what each line follows, such as `AA99-9999` or a regular expression; see `pattern_of`.
                Nothing else ever comes out, and gaps are no spaces then.
            lexicon: a list of words, or the file of one; nothing else comes out.
            charset: what may come out: a named set, the characters themselves, or a `Charset`; None for all
                that the bundles can read and the signs that are told by their shape.
            language: a language model, `english`, its file, or any text to learn one from: which characters
                follow one another where a line is read whole, without pattern or list of words.
            lines: whether the picture may hold several lines. Then a `PageReading` comes back.

        Raises:
            ImageError: when `source` is no image that can be read.
            ConfigError: when the pattern, the list of words or the language model is wrong, or no word of the
                list can be read.
            CharsetError: when the charset is.
        """
        constraint = self._constraint(pattern, lexicon, charset)
        known = LanguageModel.of_file(language) if isinstance(language, Path | str) else language
        wish = LineWish(constraint, charset is None, self.top_k, self.beam_width, known)
        page = self._page(source, wish, lines=lines)
        if lines:
            return page
        name = self.bundle.name
        return (
            page.lines[0] if page.lines else WordReading((), (), page.trail, None, page.source, name, BLANK)
        )

    def check(
        self,
        *,
        pattern: str | None = None,
        lexicon: Lexicon | Path | str | None = None,
        charset: str | Charset | None = None,
    ) -> None:
        """Refuse a pattern, list of words or charset that `read` would refuse, before there is a picture."""
        self._constraint(pattern, lexicon, charset)

    def in_mode(self, mode: Mode) -> "WordReader":
        """Return this reader as one that reads so; the two share their networks.

        Args:
            mode: as `WordReader` takes it; `auto` is `characters` where the reader was made without lines.

        Raises:
            BundleError: when lines are to be read whole and no bundle is there for it.
            ConfigError: when `mode` is something else.
        """
        _check_mode(mode)
        other = copy(self)
        other.mode = mode
        if mode == "characters":
            other._whole = None
        elif mode == "connected":
            other._whole = self._whole or _line_reader(None, needed=True)
        return other

    def warm(self) -> "WordReader":
        """Load the networks now instead of with the first picture; return the reader itself."""
        self._reader.warm()
        if self._whole is not None:
            self._whole.warm()
        return self

    def __repr__(self) -> str:
        """Name the bundle."""
        return f"WordReader(bundle={self.bundle.name!r}, top_k={self.top_k})"

    def _constraint(
        self, pattern: str | None, lexicon: Lexicon | Path | str | None, charset: str | Charset | None
    ) -> Constraint:
        """Return what may come out, of which something must be readable."""
        graphemes = self._reader.charset.graphemes
        found = constraint_of(graphemes, pattern=pattern, lexicon=lexicon, charset=charset)
        chars = set(found.alphabet)
        if self._whole is not None and charset is None:
            chars.update(self._whole.bundle.charset.graphemes)
        if isinstance(found.allowed, Lexicon) and not found.allowed.can_be_of(chars):
            raise ConfigError(
                f"expected a list of words with one of {''.join(sorted(chars))!r} alone, got none;"
                " widen the charset, or give other words"
            )
        return found

    def _page(self, source: "Source | Sheet", wish: LineWish, *, lines: bool) -> PageReading:
        """Return the readings of a picture's lines, or of all of it as one line."""
        image = source if isinstance(source, Sheet) else decode(source)
        name = name_of(source) or None
        if self._whole is not None and self.mode == "connected" and not (lines or isinstance(image, Sheet)):
            # Nothing need be cut into pieces, which took a third of the time of a word.
            sheet, trail = traced_writing(image)
            sheets = [] if sheet is None else [sheet]
            read = _read_whole(self._whole, sheets, wish, self._told(trail, name))
        else:
            page = segment(image, lines=lines, words=wish.constraint.spaces)
            trail = page.trail
            read = self._read(image, page, wish, self._told(trail, name), lines=lines)
        refusal = next((line.refusal for line in read if line.rejected), None) if read else BLANK
        bundles = " + ".join(dict.fromkeys(line.bundle for line in read if line.bundle)) or self.bundle.name
        return PageReading(tuple(read), trail, name, bundles, refusal)

    def _told(self, trail: Trail, name: str | None) -> Told:
        """Return what is said of every line of a picture."""
        return Told(trail, name, self.bundle.name, self.top_k, self.beam_width, self.abstain_below)

    def _read(
        self, image: DecodedImage | Sheet, page: Page, wish: LineWish, told: Told, *, lines: bool
    ) -> list[WordReading]:
        """Return the reading of each line: by its characters, whole, or in the surer one of the two ways."""
        line_reader, rows = self._whole, range(len(page.lines))

        def separate(rows: Sequence[int]) -> list[WordReading]:
            return read_separate([page.lines[row] for row in rows], self._reader, wish.constraint, told)

        if line_reader is None:
            return separate(rows)
        sheets = _sheets(image, page, lines)

        def whole(rows: Sequence[int]) -> list[WordReading]:
            return _read_whole(line_reader, [sheets[row] for row in rows], wish, told)

        if self.mode == "connected":
            return whole(range(len(sheets)))
        if not sheets:
            return separate(rows)
        ahead = AHEAD_FREE if wish.constraint.spaces else AHEAD_PATTERN
        return read_surer_way(separate, whole, len(rows), ahead=ahead)


def _check_mode(mode: str) -> None:
    """Refuse a mode that there is not."""
    if mode not in get_args(Mode):
        raise ConfigError(f"expected mode as {' or '.join(get_args(Mode))}, got {mode!r}; choose one")


def _read_whole(reader: LineReader, sheets: Sequence[Sheet], wish: LineWish, told: Told) -> list[WordReading]:
    """Return the readings of lines that are read whole."""
    told = replace(told, bundle=reader.bundle.name)
    readings = []
    for sheet in sheets:
        found = reader.read(sheet, wish)
        box = sheet.in_source(*np.nonzero(sheet.mask))
        fits = found.fits and bool(found.candidates)
        readings.append(told.reading(found, box, None if fits else wish.constraint.broken))
    return readings


def _line_reader(bundle: Bundle | str | Path | None, *, needed: bool) -> LineReader | None:
    """Return what reads lines whole, or None where no bundle is there for it and it is not needed."""
    if bundle is None and CONNECTED not in shipped():
        if needed:
            raise BundleError(
                f"expected a bundle that reads lines, got none: {CONNECTED} does not ship with this inkread;"
                " train one with `inkread words train`, and name it"
            )
        return None
    return LineReader(bundle if isinstance(bundle, Bundle) else Bundle.open(bundle or CONNECTED))


def _sheets(image: DecodedImage | Sheet, page: Page, lines: bool) -> list[Sheet]:
    """Return the ink of each line of a page, whole."""
    if lines or isinstance(image, Sheet):
        return [line[0].sheet for line in page.lines]
    sheet = writing_of(image) if page.lines else None
    return [] if sheet is None else [sheet]
