"""The reader: from any image to a reading, through the one preprocessing and a bundle's network."""

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle
from inkread.charset import Charset
from inkread.errors import ConfigError, ImageError
from inkread.predictions import Blank, Candidate, GlyphReading
from inkread.preprocess.cautions import BLANK
from inkread.preprocess.contract import Preprocessed, preprocess
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.source import name_of
from inkread.recognition.doubt import refusal_of
from inkread.recognition.probabilities import Probabilities, Projection
from inkread.recognition.session import CHUNK, Glyphs, Session

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

OnError = Literal["raise", "keep"]
Row: TypeAlias = npt.NDArray[np.float64]  # probabilities of one glyph, axes (c,)


class Reader:
    """Reads images of one handwritten character each.

    A reader may be used by any number of threads at once, and after a fork.

    Args:
        bundle: an opened bundle, its folder or zip, or a shipped name; None for the one that ships.
        charset: what may come out: a named set, the graphemes themselves, or a `Charset`; None for
            everything the bundle can read. Probability that the rest had is spread over what remains.
        top_k: the number of candidates of a reading.

    Raises:
        BundleError: when the bundle cannot be opened.
        CharsetError: when the bundle cannot read a grapheme of `charset`.
        ConfigError: when `top_k` is not a whole number from 1.
    """

    def __init__(
        self,
        bundle: Bundle | str | Path | None = None,
        *,
        charset: str | Charset | None = None,
        top_k: int = 5,
    ) -> None:
        """Open the bundle; its network is loaded with the first image."""
        self.bundle = bundle if isinstance(bundle, Bundle) else Bundle.open(bundle)
        self._session = Session(self.bundle)
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
        return self._readings([preprocess(decode(source), pictures=pictures)], [source])[0]

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
                waiting.append((preprocess(decode(source)), source))
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

    def narrowed(self, *, charset: str | Charset | None = None, top_k: int = 5) -> "Reader":
        """Return a reader of the same bundle with another charset, which shares the loaded network.

        Raises:
            CharsetError: when the bundle cannot read a grapheme of `charset`.
            ConfigError: when `top_k` is not a whole number from 1.
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
        if isinstance(top_k, bool) or not isinstance(top_k, int) or top_k < 1:
            raise ConfigError(f"expected top_k as a whole number from 1, got {top_k!r}; 5 is usual")
        wanted = Charset.parse(charset) if isinstance(charset, str) else charset
        self._project = Projection(self.bundle.charset, wanted, temperature=self.bundle.temperature)
        self._whole = Projection(self.bundle.charset, None, temperature=self.bundle.temperature)
        self._graphemes = self._project.charset.graphemes
        self.top_k = min(top_k, len(self._graphemes))

    def _drain(self, waiting: "list[tuple[Preprocessed, Source]]") -> list[GlyphReading]:
        """Return the readings of `waiting` and empty it."""
        readings = self._readings([item for item, _ in waiting], [source for _, source in waiting])
        waiting.clear()
        return readings

    def _readings(self, prepared: list[Preprocessed], sources: "list[Source]") -> list[GlyphReading]:
        """Return a reading for each image; only those with ink go through the network."""
        inked = [item.glyph for item in prepared if not item.trail.blank]
        answers = iter(self._answers(np.stack(inked)) if inked else ())
        return [
            self._blank(item, source) if item.trail.blank else self._reading(item, source, *next(answers))
            for item, source in zip(prepared, sources, strict=True)
        ]

    def _answers(self, glyphs: Glyphs) -> Iterator[tuple[Row, Row]]:
        """Yield each glyph's probabilities over the charset in force, and over all that the bundle reads."""
        logits = self._session.logits(glyphs)
        rows = self._project(logits)
        return zip(rows, rows if self._project.is_whole else self._whole(logits), strict=True)

    def _blank(self, item: Preprocessed, source: "Source") -> Blank:
        """Return the reading of an image without ink."""
        return Blank((), item.trail, item.glyph, name_of(source) or None, self.bundle.name, BLANK)

    def _reading(self, item: Preprocessed, source: "Source", row: Row, whole: Row) -> GlyphReading:
        """Return the reading of one image from its two rows of probabilities, see `_answers`."""
        glyph = item.glyph.copy()  # a framed array is passed on as it is, and its owner may draw on it again
        refusal = refusal_of(item, whole, asked_share=self._project.share_of(whole))
        name, bundle = name_of(source) or None, self.bundle.name
        return GlyphReading(self._best(row), item.trail, glyph, name, bundle, refusal)

    def _best(self, row: Row) -> tuple[Candidate, ...]:
        """Return the candidates of one row of probabilities, most probable first, ties in charset order."""
        places = (-row).argsort(kind="stable")[: self.top_k]
        return tuple(Candidate(self._graphemes[place], float(row[place])) for place in places.tolist())
