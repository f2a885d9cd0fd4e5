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
from inkread.words.text_tree import Numbers, Outlook

CONNECTED = "inkread-lines"
"""The bundle that reads lines whole where none is named, if it ships."""
SHOWN = 5  # candidates of each character
LANGUAGE_WEIGHT = 1.0  # of the language model's logarithms beside the network's; chosen on words-dev
LENGTH_BONUS = 1.5  # a character, where a language model makes every longer text less likely; likewise
SURE = 0.95  # share of a text from which on a line is not looked at slanted too
LONGEST = 512  # px: likewise; pages of 30 lines took twice as long, 23.6 % wrong instead of 24.3
NO_LANGUAGE = 0.05  # share of what no text teaches: numbers, codes and names; likewise


@dataclass(frozen=True, slots=True)
class LineWish:
    """What is wanted of a line.

    Attributes:
        constraint: what may come out.
        top_k: how many texts.
        width: of the beam; None searches all there is.
        language: says which characters follow one another, or None; nothing of what follows a pattern.
    """

    constraint: Constraint
    top_k: int
    width: int | None
    language: LanguageModel | None = None

    @property
    def model(self) -> LanguageModel | None:
        """The language that has a say."""
        return None if self.constraint.is_strict and not self.constraint.is_list else self.language


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What a line may say.

    Attributes:
        found: texts with their weights, likeliest first.
        shares: of each in the weight of all.
        beside: logarithm of the weight of what is none of them.
    """

    found: list[Found]
    shares: list[float]
    beside: float


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
        if weighed.found and weighed.shares[0] < SURE and _may_take_longer(line, wish):
            others = [self._frames(slanted(line.image, slant)) for slant in SLANTS]
            weighed = self._weighed(weighed.found, [frames, *others], wish)
        found = weighed.found
        if not found or not found[0].text:
            return Decoded(silent=is_silent(frames))
        candidates, best = as_entries(found, weighed.shares, wish.constraint.allowed)
        candidates = with_either_sign(candidates, wish.constraint.can_be)
        glyphs = self._glyphs(best.text, frames, line, sheet)
        fits = found[0].score > weighed.beside - FAR
        return Decoded(tuple(candidates[: wish.top_k]), glyphs, fits, is_silent(frames))

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
        beside = NEVER
        if found:
            each = [self._beside(frames, found[0].text, wish) for frames in views]
            beside = (
                float(np.logaddexp.reduce(each)) - math.log(len(views)) + self._said(found[0], views, wish)
            )
        shares = posterior(found, temperature=self.bundle.temperature, beside=beside)
        return _Weighed(found, shares, beside)

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
        language = wish.model
        outlook = None if language is None else _weighed(language, graphemes)
        search = PrefixSearch(graphemes, allowed, outlook, wish.width, STRICT_FLOOR if strict else FLOOR)
        return _trimmed(search.texts(frames), language)

    def _beside(self, frames: Frames, best: str, wish: LineWish) -> float:
        """Return the logarithm of the weight of a text that is not allowed; nothing where any is."""
        others, graphemes = wish.constraint.others, self.bundle.charset.graphemes

        def read(alphabet: frozenset[str], cost: float) -> FreeText:
            """Return the likeliest text of some characters, and spaces."""
            return free_of_frames(frames, graphemes, alphabet | {BREAK}, cost=cost)

        return NEVER if others is None else others.weight(best, read)

    def _said(self, best: Found, views: list[Frames], wish: LineWish) -> float:
        """Return a language's part of a text's weight: it says which word of a list, not whether one is."""
        if wish.model is None or not wish.constraint.is_strict:
            return 0.0
        return best.score - float(mean_log_probabilities(views, [self._labels(best.text)])[0])

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


def _weighed(language: LanguageModel, graphemes: tuple[str, ...]) -> Outlook:
    """Return what a language model adds to a text for each character that may follow."""
    least = math.log(NO_LANGUAGE / len(graphemes))

    def outlook(text: str) -> Numbers:
        likely = np.logaddexp(language.log_probabilities(text, graphemes), least)
        return np.asarray(LANGUAGE_WEIGHT * likely + LENGTH_BONUS)

    return outlook


def _may_take_longer(line: Line, wish: LineWish) -> bool:
    """Return whether a line may be looked at slanted too: that takes twice the time of a plain reading.

    Whoever names a language or a list of words reads what is hard to read, word by word. A text that is free,
    or follows a pattern, is wanted fast: of those, 24.8 % of `words-dev` instead of 20.4 %, and no more of
    200 numbers and 200 codes, came out right.
    """
    helped = wish.language is not None or wish.constraint.is_list
    return helped and line.image.shape[1] <= LONGEST


def _trimmed(found: list[Found], language: LanguageModel | None) -> list[Found]:
    """Return texts without spaces around them, the weight of those that are the same then summed."""
    merged: dict[str, float] = {}
    for one in found:
        text = BREAK.join(one.text.split())
        ending = 0.0 if language is None else LANGUAGE_WEIGHT * language.log_probability(one.text, BREAK)
        score = one.score + ending
        merged[text] = float(np.logaddexp(merged[text], score)) if text in merged else score
    return [
        Found(text, score, ()) for text, score in sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    ]


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
