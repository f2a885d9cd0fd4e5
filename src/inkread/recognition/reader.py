"""The reader: from any image to a reading, through the one preprocessing and a bundle's network."""

import copy
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle
from inkread.charset import Charset
from inkread.errors import ConfigError, ImageError
from inkread.predictions import Blank, Candidate, GlyphReading
from inkread.preprocess.cautions import BLANK, SEVERAL
from inkread.preprocess.contract import Preprocessed, preprocess
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.source import name_of
from inkread.recognition.checks import check_whole_number
from inkread.recognition.doubt import Evidence, refusal_of
from inkread.recognition.gate import gate_of
from inkread.recognition.plain_rule import is_no_character
from inkread.recognition.probabilities import Probabilities, Projection
from inkread.recognition.session import CHUNK, Glyphs, Session
from inkread.recognition.sets import USUAL_COVERAGE, limits_of, members, temperature_of

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

OnError = Literal["raise", "keep"]
Row: TypeAlias = npt.NDArray[np.float64]  # probabilities of one glyph, axes (c,)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Probabilities of one glyph, axes (c,), over the charset in force, and what speaks for them."""

    row: Row
    evidence: Evidence


class Reader:
    """Reads images of one handwritten character each.

    A reader may be used by any number of threads at once, and after a fork.

    Args:
        bundle: an opened bundle, its folder or zip, or a shipped name; None for the one that ships.
        charset: what may come out: a named set, the graphemes themselves, or a `Charset`; None for
            everything the bundle can read. Probability that the rest had is spread over what remains.
        top_k: the number of candidates of a reading.
        abstain_below: the least confidence, 0 to 1; an answer below it is refused as `not_sure`. None for
            any.
        coverage: how often a reading's `set` is to hold the truth: 0.9, 0.95 or 0.99.

    Raises:
        BundleError: when the bundle cannot be opened.
        CharsetError: when the bundle cannot read a grapheme of `charset`.
        ConfigError: when `charset` is neither a text nor a `Charset`, `top_k` not a whole number from 1,
            `abstain_below` no confidence, or the bundle is not calibrated for `coverage`.
    """

    def __init__(
        self,
        bundle: Bundle | str | Path | None = None,
        *,
        charset: str | Charset | None = None,
        top_k: int = 5,
        abstain_below: float | None = None,
        coverage: float = USUAL_COVERAGE,
    ) -> None:
        """Open the bundle; its network is loaded with the first image."""
        self.bundle = bundle if isinstance(bundle, Bundle) else Bundle.open(bundle)
        self.bundle.check_characters("give it to WordReader(connected=...), or to --connected")
        self._gate = gate_of(self.bundle)
        self._session = Session(self.bundle, inner=(self._gate.tensor,) if self._gate else ())
        self.abstain_below = _checked_confidence(abstain_below)
        self._coverage = coverage
        self._narrow(charset, top_k)

    @property
    def charset(self) -> Charset:
        """The graphemes that may come out, in the order of `probabilities`."""
        return self._project.charset

    def read(self, source: "Source", *, pictures: bool = False) -> GlyphReading:
        """Return what the image shows, or a `Blank` where it holds no ink.

        Args:
            source: a path, the bytes of an image file, an open binary file, a PIL image, an array
                (height, width), (height, width, 3) or (height, width, 4), the `Strokes` of a drawing, or
                what `decode` made of one of these.
            pictures: whether the trail keeps the image after each step, as `explain` needs it.

        Raises:
            ImageError: when `source` is no image that can be read.
        """
        return self._readings([self._prepared(source, pictures=pictures)], [source])[0]

    @overload
    def read_many(self, sources: "Iterable[Source]") -> list[GlyphReading]: ...

    @overload
    def read_many(
        self, sources: "Iterable[Source]", *, on_error: OnError
    ) -> list[GlyphReading | ImageError]: ...

    def read_many(
        self, sources: "Iterable[Source]", *, on_error: OnError = "raise"
    ) -> list[GlyphReading] | list[GlyphReading | ImageError]:
        """Return one reading for each source, in order; the network sees them in batches.

        Args:
            sources: what `read` takes, several of them; an array (n, height, width) is n images.
            on_error: `raise` stops at the first image that cannot be read; `keep` puts its `ImageError`
                in its place and goes on.

        Raises:
            ImageError: when an image cannot be read and `on_error` is `raise`.
            ConfigError: when `sources` is a single image, or `on_error` is something else.
        """
        if on_error not in ("raise", "keep"):
            raise ConfigError(f"expected on_error as 'raise' or 'keep', got {on_error!r}; choose one")
        if isinstance(sources, (str, bytes, Path)) or getattr(sources, "ndim", 3) < 3:
            raise ConfigError(
                f"expected several images, got a single {type(sources).__name__};"
                " call read, or put it in a list"
            )
        answers: list[GlyphReading | ImageError] = []
        waiting: list[tuple[Preprocessed, Source]] = []
        for source in sources:
            try:
                waiting.append((self._prepared(source), source))
            except ImageError as error:
                if on_error == "raise":
                    raise
                answers += self._drain(waiting)
                answers.append(error)
            if len(waiting) == CHUNK:
                answers += self._drain(waiting)
        return answers + self._drain(waiting)

    def probabilities(self, glyphs: Glyphs) -> Probabilities:
        """Return calibrated probabilities over `charset` for glyphs that were preprocessed already.

        Args:
            glyphs: axes (n, 28, 28), uint8 0-255, white ink on black.

        Returns:
            Axes (n, len(charset)), float64; each row sums to 1.
        """
        return self._project(self._session.logits(glyphs))

    def judged(self, prepared: Iterable[Preprocessed]) -> tuple[Probabilities, npt.NDArray[np.bool_]]:
        """Return probabilities over `charset`, and whether each is no single character; a batch at a time.

        Args:
            prepared: n glyphs with their trails; a blank one has probabilities of 0.

        Returns:
            Axes (n, len(charset)), float64, and axes (n,).
        """
        rows, refused = [np.zeros((0, len(self.charset)))], [np.zeros(0, np.bool_)]
        todo = iter(prepared)
        while batch := list(itertools.islice(todo, CHUNK)):
            inked = np.array([not item.trail.blank for item in batch])
            several = np.array([SEVERAL in item.trail.warnings for item in batch])
            found, strange = np.zeros((len(batch), len(self.charset))), np.zeros(len(batch), np.bool_)
            if inked.any():
                found[inked], _, strange[inked] = self._seen([item for item in batch if not item.trail.blank])
            rows.append(found)
            refused.append(several | strange)
        return np.concatenate(rows), np.concatenate(refused)

    def narrowed(self, *, charset: str | Charset | None = None, top_k: int = 5) -> "Reader":
        """Return a reader of the same bundle with another charset, which shares the loaded network.

        Raises:
            CharsetError: when the bundle cannot read a grapheme of `charset`.
            ConfigError: when `charset` is neither text nor `Charset`, or `top_k` not a whole number from 1.
        """
        twin = copy.copy(self)
        twin._narrow(charset, top_k)
        return twin

    def prove(self) -> None:
        """Let the loaded network read the bundle's golden glyph again.

        Raises:
            BundleError: when it does not answer as the bundle says.
        """
        self._session.prove()

    def warm(self) -> "Reader":
        """Load the network now instead of with the first image; return the reader itself.

        Raises:
            BundleError: when the runtime cannot load it, or it does not answer as the bundle says.
        """
        self._session.warm()
        return self

    def __repr__(self) -> str:
        """Name the bundle and what may come out."""
        return (
            f"Reader(bundle={self.bundle.name!r}, charset={''.join(self._graphemes)!r}, top_k={self.top_k})"
        )

    def _narrow(self, charset: str | Charset | None, top_k: int) -> None:
        """Set what may come out, and how many candidates."""
        check_whole_number("top_k", top_k, usual=5)
        wanted = None if charset is None else Charset.of(charset)
        temperature = temperature_of(self.bundle, wanted)
        self._project = Projection(self.bundle.charset, wanted, temperature=temperature)
        self._whole = Projection(self.bundle.charset, None, temperature=self.bundle.temperature)
        self._limits = limits_of(self.bundle, self._project.charset, coverage=self._coverage)
        self._graphemes = self._project.charset.graphemes
        self.top_k = min(top_k, len(self._graphemes))

    def _prepared(self, source: "Source", *, pictures: bool = False) -> Preprocessed:
        """Return the glyph in `source` behind the bundle's own contract."""
        contract = self.bundle.preprocess.contract
        return preprocess(decode(source), pictures=pictures, contract=contract)

    def _drain(self, waiting: "list[tuple[Preprocessed, Source]]") -> list[GlyphReading]:
        """Return the readings of `waiting` and empty it."""
        readings = self._readings([item for item, _ in waiting], [source for _, source in waiting])
        waiting.clear()
        return readings

    def _readings(self, prepared: list[Preprocessed], sources: "list[Source]") -> list[GlyphReading]:
        """Return a reading for each image; only those with ink go through the network."""
        inked = [item for item in prepared if not item.trail.blank]
        answers = iter(self._answers(inked) if inked else ())
        return [
            self._blank(item, source) if item.trail.blank else self._reading(item, source, next(answers))
            for item, source in zip(prepared, sources, strict=True)
        ]

    def _answers(self, inked: list[Preprocessed]) -> Iterator[_Answer]:
        """Yield what the network makes of each glyph."""
        rows, wholes, strange = self._seen(inked)
        for row, whole, is_strange in zip(rows, wholes, strange, strict=True):
            yield _Answer(row, Evidence(not is_strange, self._project.share_of(whole), float(row.max())))

    def _seen(self, inked: list[Preprocessed]) -> tuple[Probabilities, Probabilities, list[bool]]:
        """Return probabilities over the charset in force and over the bundle's, and what is no character."""
        glyphs = np.stack([item.glyph for item in inked])
        if self._gate is None:
            logits = self._session.logits(glyphs)
        else:
            logits, features = self._session.logits_and(glyphs, self._gate.tensor)
        rows = self._project(logits)
        wholes = rows if self._project.is_whole else self._whole(logits)
        if self._gate is None:
            strange = [is_no_character(item, whole) for item, whole in zip(inked, wholes, strict=True)]
        else:
            strange = self._gate.refuses(inked, logits, features)
        return rows, wholes, strange

    def _blank(self, item: Preprocessed, source: "Source") -> Blank:
        """Return the reading of an image without ink."""
        return Blank((), item.trail, item.glyph, name_of(source) or None, self.bundle.name, BLANK)

    def _reading(self, item: Preprocessed, source: "Source", answer: _Answer) -> GlyphReading:
        """Return the reading of one image."""
        glyph = item.glyph.copy()  # a framed array is passed on as it is, and its owner may draw on it again
        refusal = refusal_of(item, answer.evidence, abstain_below=self.abstain_below)
        name, bundle = name_of(source) or None, self.bundle.name
        candidates, plausible = self._best(answer.row), self._plausible(answer.row)
        return GlyphReading(candidates, item.trail, glyph, name, bundle, refusal, plausible)

    def _best(self, row: Row) -> tuple[Candidate, ...]:
        """Return the candidates of one row of probabilities, most probable first, ties in charset order."""
        places = (-row).argsort(kind="stable")[: self.top_k]
        return tuple(Candidate(self._graphemes[place], float(row[place])) for place in places.tolist())

    def _plausible(self, row: Row) -> tuple[str, ...] | None:
        """Return the graphemes that reach their limits, or None where there are no limits."""
        if self._limits is None:
            return None
        return tuple(self._graphemes[place] for place in members(row, self._limits, coverage=self._coverage))


def _checked_confidence(least: float | None) -> float | None:
    """Return the least confidence of an answer.

    Raises:
        ConfigError: when it is no number from 0 to 1.
    """
    if least is None or (isinstance(least, (int, float)) and 0.0 <= least <= 1.0):
        return least
    raise ConfigError(f"expected abstain_below as a number from 0 to 1, got {least!r}; 0.9 is strict")
