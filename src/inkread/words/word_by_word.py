"""What a language adds to a text whose words are known ones, others of that language, or of none.

Which of the three a word is, shows as it goes on: the probability of its next character is the mean of what
the three expect, each weighed by how well it foretold the word so far. With a fixed share for what no text
teaches, each character of a code cost that share anew: a network before the one that ships read 26 of 150
composed codes with English and 41 without, 51 and 49 of 150 numbers; so it was 48 and 79, and of `words-dev`
as many. By characters alone, which know no words, 96 of the 226 texts of `words-dev` were wrong, not 89.
"""

import math

import numpy as np

from inkread.words.language_model import BREAK, LanguageModel
from inkread.words.text_tree import Numbers

WEIGHT = 1.0  # of these logarithms beside the network's; chosen on words-dev
BONUS = 2.1  # a character: every longer text is less likely; likewise
OF_LANGUAGE = 0.7  # of the words; likewise, and on codes and numbers of the validation part
KNOWN = 0.3  # of these; likewise
UNTAUGHT = 0.005  # of the characters within a word of the language that is not known; likewise
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
        self._of_none = _of_no_language(graphemes)
        known = KNOWN if language.num_words else 0.0
        shares = (OF_LANGUAGE * known, OF_LANGUAGE * (1.0 - known), 1.0 - OF_LANGUAGE)
        with np.errstate(divide="ignore"):
            self._begun: Numbers = np.log(shares)
        self._expected: dict[str, Numbers] = {}
        self._so_far: dict[str, Numbers] = {"": self._begun}

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
        weights = self._weights(text)
        return _summed(weights[:, None] + self._each(text)) - _summed(weights)

    def _weights(self, text: str) -> Numbers:
        """Return the logarithm of how likely the last word so far is as one of each kind, axes (kinds,)."""
        if text not in self._so_far:
            before, last = text[:-1], text[-1]
            longer = self._weights(before) + self._each(before)[:, self._place[last]]
            self._so_far[text] = self._begun if last == BREAK else longer
        return self._so_far[text]

    def _each(self, text: str) -> Numbers:
        """Return the logarithm of each grapheme's probability within a word of each kind.

        Axes (kinds, graphemes): words that are known, others of the language, and those of none.
        """
        if text not in self._expected:
            known = self._language.word_log_probabilities(text, self._graphemes)
            likely = self._language.log_probabilities(text, self._graphemes) + math.log1p(-UNTAUGHT)
            taught = np.logaddexp(likely, math.log(UNTAUGHT / len(self._graphemes)))
            self._expected[text] = np.stack([known, taught, self._of_none])
        return self._expected[text]


def _summed(logs: Numbers) -> Numbers:
    """Return the logarithms of sums over the first axis, of which something is likely."""
    return np.asarray(np.logaddexp.reduce(logs, axis=0))


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
