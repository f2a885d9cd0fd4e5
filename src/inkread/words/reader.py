"""The reader of words: from a picture of some writing to its text, cut into characters or read whole."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Unpack, get_args, overload

from inkread.bundle import Bundle, shipped
from inkread.charset import Charset
from inkread.errors import ConfigError
from inkread.preprocess.cautions import BLANK
from inkread.preprocess.decode import DecodedImage, decode
from inkread.preprocess.decode.source import name_of
from inkread.preprocess.segment.page import Page, segment, sheets_of, traced_writing
from inkread.preprocess.segment.sheet import Sheet
from inkread.recognition.checks import check_whole_number
from inkread.recognition.reader import Reader
from inkread.trail import Caution, Trail
from inkread.word_reading import PageReading, WordReading
from inkread.words.beam import USUAL_WIDTH
from inkread.words.connected import LineWish, line_reader
from inkread.words.decode import Decoded
from inkread.words.language_model import LanguageModel
from inkread.words.separate import read_separate
from inkread.words.silence import NO_WRITING
from inkread.words.told import Told, abstaining
from inkread.words.turning import read_upright
from inkread.words.wanted import Asked, Known, Wanted, WordList, wanted_of
from inkread.words.ways import Ahead, read_surer_way

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

Mode = Literal["auto", "characters", "connected"]
AHEAD_FREE, AHEAD_PATTERN = Ahead(1.5, small=4.5), Ahead(0.5)
"""How much a picture read whole counts beside one read by its characters, without and with a pattern: chosen
on words-dev and 1,250 composed words, codes, numbers and amounts, and on words-dev and 100 composed codes."""


class _Request(NamedTuple):
    """What a person asked for, in a picture of one line or of several."""

    wanted: Wanted
    language: LanguageModel | None
    lines: bool


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
            `mode` something else, or `connected` named where `characters` reads no line whole.
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
        if mode == "characters" and connected is not None:
            raise ConfigError(
                "expected no bundle of lines with the mode characters, which reads none whole, got"
                f" {connected!r}; leave it out, or take the mode auto or connected"
            )
        reader = Reader(bundle, abstain_below=abstain_below)
        self.bundle = reader.bundle
        self.top_k = top_k
        self.abstain_below = abstain_below
        self.beam_width = beam_width
        self.mode = mode
        self._reader = reader
        alone = mode == "auto" and reader.bundle.name not in shipped() and connected is None
        needed = mode == "connected"
        self._whole = None if alone or mode == "characters" else line_reader(connected, needed=needed)

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
        lexicon: WordList | None = None,
        charset: str | Charset | None = None,
        language: LanguageModel | Path | str | None = None,
        lines: bool = False,
    ) -> WordReading | PageReading:
        """Return the text of a picture.

        Args:
            source: what `Reader.read` takes, or the ink of a picture, freed of print already.
            pattern: what each line follows, such as `AA99-9999` or a regular expression; see `pattern_of`.
                Nothing else ever comes out, and gaps are spaces only where it has some.
            lexicon: a list of words, the file of one, or the words themselves; nothing else comes out.
            charset: what may come out: a named set, the characters themselves, or a `Charset`; None for all
                that the bundles can read and the signs that are told by their shape.
            language: a language model, `english`, its file, or any text to learn one from: which characters
                follow one another where a line is read whole; beside a pattern it has no say.
            lines: whether the picture may hold several lines. Then a `PageReading` comes back.

        Raises:
            ImageError: when `source` is no image that can be read.
            ConfigError: when the pattern, the list of words or the language model is wrong, or no word of the
                list can be read.
            CharsetError: when the charset is.
        """
        wanted = self._wanted(pattern, lexicon, charset)
        known = LanguageModel.of_file(language) if isinstance(language, Path | str) else language
        page = self._page(source, wanted, known, lines=lines)
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
        lexicon: WordList | None = None,
        charset: str | Charset | None = None,
    ) -> tuple[Caution, ...]:
        """Refuse a pattern, list of words or charset that `read` would refuse, before there is a picture.

        Returns:
            What `read` will warn of, such as words of the list that hold what is not read.
        """
        return self._wanted(pattern, lexicon, charset).said

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
            other._whole = self._whole or line_reader(None, needed=True)
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

    def _wanted(self, pattern: str | None, lexicon: WordList | None, charset: str | Charset | None) -> Wanted:
        """Return what may come out, of which something must be readable."""
        whole = () if self._whole is None else self._whole.bundle.charset.graphemes
        known = Known.by(self._reader.charset.graphemes, whole)
        return wanted_of(known, pattern=pattern, lexicon=lexicon, charset=charset)

    def _page(
        self, source: "Source | Sheet", wanted: Wanted, language: LanguageModel | None, *, lines: bool
    ) -> PageReading:
        """Return the readings of a picture's lines, or of all of it as one line."""
        image = source if isinstance(source, Sheet) else decode(source)
        name, asked = name_of(source) or None, _Request(wanted, language, lines)
        alone = self._whole is not None and self._is_whole(wanted)
        if alone and not (lines or isinstance(image, Sheet)):
            # Nothing need be cut into pieces, which took a third of the time of a word.
            sheet, trail = traced_writing(image)
            trail = replace(trail, warnings=(*trail.warnings, *wanted.said))
            sheets = [] if sheet is None else [sheet]
            read = self._read_whole(sheets, asked, self._told(trail, name))
        else:
            trail, read = self._parted(image, name, asked)
        read = [abstaining(line, self.abstain_below) for line in read]
        nothing = BLANK if trail.blank or not trail.warnings else trail.warnings[0]
        refusal = next((line.refusal for line in read if line.rejected), None) if read else nothing
        bundles = " + ".join(dict.fromkeys(line.bundle for line in read if line.bundle)) or self.bundle.name
        return PageReading(tuple(read), trail, name, bundles, refusal)

    def _parted(
        self, image: DecodedImage | Sheet, name: str | None, asked: _Request
    ) -> tuple[Trail, list[WordReading]]:
        """Return the readings of a picture's lines and its trail; a page that lies turned is read upright."""
        wanted, language, lines = asked
        freely = _Request(self._wanted(None, None, None), language, lines)

        def attempt(turns: int) -> tuple[Trail, list[WordReading], list[Sheet]]:
            page = segment(image, lines=lines, words=wanted.either.spaces, turns=turns)
            trail = replace(page.trail, warnings=(*page.trail.warnings, *wanted.said))
            read = self._read(image, page, asked, self._told(trail, name))
            return trail, read, [line[0].sheet for line in page.lines]

        def inks(turns: int) -> list[Sheet]:
            return [line[0].sheet for line in segment(image, lines=True, turns=turns).lines]

        def whole(sheets: Sequence[Sheet]) -> list[WordReading]:
            return self._read_whole(sheets, freely, self._told(Trail("", ()), name))

        if lines and self._whole is not None and isinstance(image, DecodedImage):
            return read_upright(attempt, inks, whole, is_free=wanted.either.others is None)
        return attempt(0)[:2]

    def _is_whole(self, wanted: Wanted) -> bool:
        """Return whether lines are only read whole."""
        return self.mode == "connected" or wanted.separate is None

    def _told(self, trail: Trail, name: str | None) -> Told:
        """Return what is said of every line of a picture."""
        return Told(trail, name, self.bundle.name, self.top_k, self.beam_width)

    def _read(
        self, image: DecodedImage | Sheet, page: Page, asked: _Request, told: Told
    ) -> list[WordReading]:
        """Return the reading of each line: by its characters, whole, or in the surer one of the two ways."""
        wanted, apart = asked.wanted, asked.wanted.separate

        def whole(rows: Sequence[int]) -> list[WordReading]:
            return self._read_whole([sheets[row] for row in rows], asked, told)

        sheets = [] if self._whole is None else sheets_of(image, page, lines=asked.lines)
        if apart is None or self.mode == "connected":
            return whole(range(len(sheets)))

        def separate(rows: Sequence[int]) -> list[WordReading]:
            return read_separate([page.lines[row] for row in rows], self._reader, apart, told)

        if not sheets or wanted.whole is None:
            return separate(range(len(page.lines)))
        ahead = AHEAD_FREE if apart.spaces else AHEAD_PATTERN
        return read_surer_way(separate, whole, len(page.lines), ahead=ahead, agreeing=apart.is_list)

    def _read_whole(self, sheets: Sequence[Sheet], asked: _Request, told: Told) -> list[WordReading]:
        """Return the readings of lines that are read whole."""
        wanted, language, lines = asked
        reader, constraint = self._whole, wanted.whole
        if reader is None or constraint is None:
            return [told.reading(Decoded(), sheet.ink_box(), wanted.either.broken) for sheet in sheets]
        told = replace(told, bundle=reader.bundle.name)
        wish = LineWish(constraint, self.top_k, self.beam_width, language, alone=not lines)
        readings = []
        for sheet in sheets:
            found = reader.read(sheet, wish)
            fits = found.fits and bool(found.candidates)
            broken = NO_WRITING if found.silent else None if fits else constraint.broken
            readings.append(told.reading(found, sheet.ink_box(), broken))
        return readings


def _check_mode(mode: str) -> None:
    """Refuse a mode that there is not."""
    if mode not in get_args(Mode):
        raise ConfigError(f"expected mode as {' or '.join(get_args(Mode))}, got {mode!r}; choose one")
