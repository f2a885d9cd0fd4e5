"""Connected writing: a line read whole by a network of its own, its characters found afterwards."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from inkread.bundle import Bundle, shipped
from inkread.errors import BundleError
from inkread.predictions import Candidate
from inkread.preprocess.segment.line_image import Line, line_of
from inkread.preprocess.segment.sheet import Sheet
from inkread.recognition.line_session import FRAME, LineSession
from inkread.trail import GreyImage
from inkread.word_reading import PlacedGlyph
from inkread.words.alignment import Span, aligned
from inkread.words.automaton import AnyWords, Automaton, State
from inkread.words.beam import Found, posterior
from inkread.words.constraint import Constraint
from inkread.words.ctc import Frames, log_probabilities
from inkread.words.decimal_signs import with_either_sign
from inkread.words.decode import Decoded
from inkread.words.entries import as_entries
from inkread.words.free_text import FreeText, free_of_frames
from inkread.words.language_model import BREAK, LanguageModel
from inkread.words.none_of_these import FAR
from inkread.words.outlook import NEVER
from inkread.words.prefix_beam import FLOOR, STRICT_FLOOR, PrefixSearch
from inkread.words.silence import is_silent
from inkread.words.slants import SLANTS, mean_log_probabilities, slanted
from inkread.words.standing import places
from inkread.words.word_by_word import WordByWord

CONNECTED = "inkread-lines"
"""The bundle that reads lines whole where none is named, if it ships."""
SHOWN = 5  # candidates of each character
SURE = 0.5  # share of a text from which on a line is not looked at slanted too; 0.95 brought no more
LONGEST = 512  # px: likewise; pages of 30 lines took twice as long, 23.6 % wrong instead of 24.3


@dataclass(frozen=True, slots=True)
class LineWish:
    """What is wanted of a line.

    Attributes:
        constraint: what may come out.
        top_k: how many texts.
        width: of the beam; None searches all there is.
        language: says which words are likely, or None.
        alone: whether the line is all of its picture.
    """

    constraint: Constraint
    top_k: int
    width: int | None
    language: LanguageModel | None = None
    alone: bool = True

    @property
    def heard(self) -> LanguageModel | None:
        """The language, where it has a say: not in codes, and not in entries whose spaces are not read."""
        strict = self.constraint.is_strict
        words = self.constraint.is_list and self.constraint.spaces
        return self.language if words or not strict else None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a line may say.

    Attributes:
        found: texts with their weights, likeliest first.
        shares: of each in the weight of all.
        fits: whether the likeliest of them is to be trusted beside what is none of them.
    """

    found: list[Found]
    shares: list[float]
    fits: bool


class LineReader:
    """Reads lines of connected writing; any number of threads may use it at once, and after a fork.

    Args:
        bundle: one that reads lines.

    Raises:
        BundleError: when it reads single glyphs.
    """

    def __init__(self, bundle: Bundle) -> None:
        """Keep the bundle; its network is loaded with the first line."""
        self.bundle = bundle
        self._session = LineSession(bundle)

    def read(self, sheet: Sheet, wish: LineWish) -> Decoded:
        """Return the likeliest texts of a line's ink; none where no text is allowed."""
        line = line_of(sheet)
        frames = self._frames(line.image)
        weighed = self._weighed(self.texts(frames, wish), [frames], wish)
        if weighed.found and weighed.shares[0] < SURE and _may_take_longer(line, wish, weighed.found[0].text):
            others = [self._frames(slanted(line.image, slant)) for slant in SLANTS]
            weighed = self._weighed(weighed.found, [frames, *others], wish)
        found = weighed.found
        if not found or not found[0].text:
            return Decoded(silent=is_silent(frames))
        candidates, best = as_entries(found, weighed.shares, wish.constraint.allowed)
        candidates = with_either_sign(candidates, wish.constraint.can_be)
        glyphs = self._glyphs(best.text, frames, line, sheet)
        return Decoded(tuple(candidates[: wish.top_k]), glyphs, weighed.fits, is_silent(frames))

    def _frames(self, image: GreyImage) -> Frames:
        """Return the logarithms of probabilities of a line's frames, axes (frames, 1 + graphemes)."""
        return log_probabilities(self._session.frames(image))

    def _weighed(self, found: list[Found], views: list[Frames], wish: LineWish) -> _Weighed:
        """Return texts with their weights and shares, each weight its mean over the views of the line.

        Args:
            found: texts with their weights in the first view.
            views: the line as it stands, and slanted.
            wish: what is wanted.
        """
        if len(views) > 1:
            texts = [self._labels(one.text) for one in found]
            more = mean_log_probabilities(views, texts) - mean_log_probabilities(views[:1], texts)
            found = [replace(one, score=one.score + by) for one, by in zip(found, more.tolist(), strict=True)]
            found.sort(key=lambda one: (-one.score, one.text))
        if not found:
            return _Weighed(found, [], fits=False)
        seen = self._as_seen(found, views, wish)
        likeliest = max(seen, key=lambda one: one.score)
        each = [self._beside(frames, likeliest.text, wish) for frames in views]
        beside = float(np.logaddexp.reduce(each)) - math.log(len(views))
        said = _sum(found) - _sum(seen)
        shares = posterior(found, temperature=self.bundle.temperature, beside=beside + said)
        return _Weighed(found, shares, fits=likeliest.score > beside - FAR)

    def _as_seen(self, found: list[Found], views: list[Frames], wish: LineWish) -> list[Found]:
        """Return texts with the weights that the views alone give them, where others stand beside them.

        A language says which word of a list is likelier, and nothing of how likely it is none of them.
        """
        if wish.heard is None or wish.constraint.others is None:
            return found
        scores = mean_log_probabilities(views, [self._labels(one.text) for one in found])
        return [replace(one, score=score) for one, score in zip(found, scores.tolist(), strict=True)]

    def texts(self, frames: Frames, wish: LineWish) -> list[Found]:
        """Return the texts that are allowed, likeliest first, with their weights.

        Args:
            frames: logarithms of probabilities, axes (frames, 1 + graphemes).
            wish: what is wanted.
        """
        graphemes = self.bundle.charset.graphemes
        strict = wish.constraint.is_strict
        free = AnyWords(wish.constraint.alphabet, BREAK)
        allowed: Automaton = wish.constraint.allowed if strict else free
        if strict and wish.constraint.spaces:
            allowed = _Spaced(allowed)
        outlook = None if wish.heard is None else WordByWord(wish.heard, graphemes)
        search = PrefixSearch(graphemes, allowed, outlook, wish.width, STRICT_FLOOR if strict else FLOOR)
        return _trimmed(search.texts(frames), outlook)

    def _beside(self, frames: Frames, best: str, wish: LineWish) -> float:
        """Return the logarithm of the weight of a text that is not allowed; nothing where any is."""
        others, graphemes = wish.constraint.others, self.bundle.charset.graphemes

        def read(alphabet: frozenset[str], cost: float) -> FreeText:
            """Return the likeliest text of some characters, and spaces."""
            return free_of_frames(frames, graphemes, alphabet | {BREAK}, cost=cost)

        return NEVER if others is None else others.weight(best, read)

    def _labels(self, text: str) -> list[int]:
        """Return the labels of a text's characters, from 1; the blank's is 0."""
        return [1 + self.bundle.charset.encode(char) for char in text]

    def warm(self) -> "LineReader":
        """Load the network now; return the reader itself."""
        self._session.warm()
        return self

    def _glyphs(self, text: str, frames: Frames, line: Line, sheet: Sheet) -> tuple[PlacedGlyph, ...]:
        """Return the characters of a text where they stand, spaces left out."""
        graphemes = self.bundle.charset.graphemes
        spans = aligned(frames, self._labels(text))
        if len(spans) != len(text):
            return ()
        standing = [(char, span) for char, span in zip(text, spans, strict=True) if char != BREAK]
        ends = [
            line.column_on_sheet(end * FRAME) for end in _ends([span for _, span in standing], len(frames))
        ]
        glyphs = []
        boxes = places(sheet, [char for char, _ in standing], ends)
        for (char, span), box in zip(standing, boxes, strict=True):
            seen = np.exp(frames[span[0] : span[1], 1:]).max(axis=0)
            best = np.argsort(-seen, kind="stable")[:SHOWN].tolist()
            candidates = tuple(Candidate(graphemes[label], float(seen[label])) for label in best)
            glyphs.append(PlacedGlyph(char, box, candidates))
        return tuple(glyphs)


def line_reader(bundle: Bundle | str | Path | None, *, needed: bool) -> LineReader | None:
    """Return what reads lines whole, or None where no bundle is there for it and it is not needed."""
    if bundle is None and CONNECTED not in shipped():
        if needed:
            raise BundleError(
                f"expected a bundle that reads lines, got none: {CONNECTED} does not ship with this inkread;"
                " train one with `inkread words train`, and name it"
            )
        return None
    return LineReader(bundle if isinstance(bundle, Bundle) else Bundle.open(bundle or CONNECTED))


def _may_take_longer(line: Line, wish: LineWish, text: str) -> bool:
    """Return whether a line may be looked at slanted too: that takes twice the time of a plain reading.

    What a language or a list of words is named for is hard to read, and so are small letters, which hang
    together; a free text of many lines is wanted fast. Numbers and capitals, free or within a pattern, gain
    nothing. Without a language 71 texts of `words-dev` come out right so, and 65 looked at once.

    Args:
        line: that is read.
        wish: what is wanted of it.
        text: the likeliest.
    """
    helped = wish.heard is not None or wish.constraint.is_list
    joined = wish.alone and not wish.constraint.is_strict and any(char.islower() for char in text)
    return (helped or joined) and line.image.shape[1] <= LONGEST


def _trimmed(found: list[Found], outlook: WordByWord | None) -> list[Found]:
    """Return texts without spaces around them, the weight of those that are the same then summed."""
    merged: dict[str, float] = {}
    for one in found:
        text = BREAK.join(one.text.split())
        score = one.score + (0.0 if outlook is None else outlook.ending(one.text))
        merged[text] = float(np.logaddexp(merged[text], score)) if text in merged else score
    return [
        Found(text, score, ()) for text, score in sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    ]


def _sum(found: list[Found]) -> float:
    """Return the logarithm of the weight of all texts."""
    return float(np.logaddexp.reduce([one.score for one in found]))


def _ends(spans: list[Span], count: int) -> list[float]:
    """Return where characters end and the next ones begin: halfway between them, in frames."""
    return [0.0, *((one[1] + other[0]) / 2 for one, other in itertools.pairwise(spans)), float(count)]


class _Spaced:
    """The texts of another automaton, several of them with a space between."""

    def __init__(self, inner: Automaton) -> None:
        """Remember the inner one."""
        self._inner = inner
        self.start = inner.start

    def steps(self, state: State) -> Mapping[str, State]:
        """Return the states after each character; behind a whole text a space leads to the start."""
        steps = self._inner.steps(state)
        return {**steps, BREAK: self._inner.start} if self._inner.accepts(state) else steps

    def accepts(self, state: State) -> bool:
        """Return whether the last text is whole."""
        return self._inner.accepts(state)
