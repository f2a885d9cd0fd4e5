"""What a language adds to a text whose words are of that language or of none: numbers, codes, names.

Which of the two a word is, shows as it goes on: the probability of its next character is the mean of what the
two expect, each weighed by how well it foretold the word so far. With a fixed share for what no text teaches,
each character of a code cost that share anew: a network before the one that ships read 26 of 150 composed
codes with English and 41 without, 51 and 49 of 150 numbers; so it is 48 and 79, and of `words-dev` as many.
"""

import math

import numpy as np

from inkread.words.language_model import BREAK, LanguageModel
from inkread.words.text_tree import Numbers

WEIGHT = 1.0  # of these logarithms beside the network's; chosen on words-dev
BONUS = 2.1  # a character: every longer text is less likely; likewise
OF_LANGUAGE = 0.7  # of the words; likewise, and on codes and numbers of the validation part
UNTAUGHT = 0.005  # of the characters within a word of the language; likewise
ENDS = 0.15  # how likely a word of no language ends, after each character
SHARES = {"digit": 0.35, "capital": 0.25, "small": 0.25, "sign": 0.15}  # of the characters of such words


class WordByWord:
    """Tells what is added for each character that may follow a text; for one search, it remembers its texts.

    Args:
        language: of the words that are of one.
        graphemes: that may follow, the space among them.
    """

    def __init__(self, language: LanguageModel, graphemes: tuple[str, ...]) -> None:
        """Prepare what hangs on the characters alone."""
        self._language = language
        self._graphemes = graphemes
        self._place = {grapheme: place for place, grapheme in enumerate(graphemes)}
        self._none = _of_no_language(graphemes)
        self._taught: dict[str, Numbers] = {}
        self._begun = (math.log(OF_LANGUAGE), math.log1p(-OF_LANGUAGE))
        self._so_far: dict[str, tuple[float, float]] = {"": self._begun}

    def __call__(self, text: str) -> Numbers:
        """Return what is added for each grapheme after a text, axes (graphemes,)."""
        return np.asarray(WEIGHT * self._next(text) + BONUS)

    def ending(self, text: str) -> float:
        """Return what is added where a text ends; nothing more behind a space."""
        if BREAK not in self._place or text.endswith(BREAK):
            return 0.0
        return float(WEIGHT * self._next(text)[self._place[BREAK]])

    def _next(self, text: str) -> Numbers:
        """Return the logarithm of each grapheme's probability after a text."""
        known, unknown = self._weights(text)
        both = np.logaddexp(known + self._of_language(text), unknown + self._none)
        return np.asarray(both - np.logaddexp(known, unknown))

    def _weights(self, text: str) -> tuple[float, float]:
        """Return the logarithms of how likely the last word so far is as one of the language, and as none."""
        if text not in self._so_far:
            before, last = text[:-1], text[-1]
            known, unknown = self._weights(before)
            place = self._place[last]
            of_either = known + float(self._of_language(before)[place]), unknown + float(self._none[place])
            self._so_far[text] = self._begun if last == BREAK else of_either
        return self._so_far[text]

    def _of_language(self, text: str) -> Numbers:
        """Return the logarithm of each grapheme's probability within a word of the language."""
        if text not in self._taught:
            likely = self._language.log_probabilities(text, self._graphemes) + math.log1p(-UNTAUGHT)
            self._taught[text] = np.logaddexp(likely, math.log(UNTAUGHT / len(self._graphemes)))
        return self._taught[text]


def _of_no_language(graphemes: tuple[str, ...]) -> Numbers:
    """Return the logarithm of each grapheme's probability within a word of no language."""
    kinds = [_kind(grapheme) for grapheme in graphemes]
    shares = [(1.0 - ENDS) * SHARES[kind] / kinds.count(kind) if kind else ENDS for kind in kinds]
    return np.log(shares)


def _kind(grapheme: str) -> str:
    """Return the kind of a grapheme; an empty one for a space."""
    if grapheme == BREAK:
        return ""
    if grapheme.isalpha():
        return "capital" if grapheme.isupper() else "small"
    return "digit" if grapheme.isdecimal() else "sign"
