"""How far read texts are from what was written: character and word error rates, whole texts right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inkread.evaluation.intervals import rate_interval, wilson_interval


@dataclass(frozen=True, slots=True)
class TextScores:
    """Scores of texts against their references.

    Attributes:
        num: texts.
        num_right: texts without any error.
        character_edits: least insertions, deletions and substitutions from references to hypotheses.
        num_characters: of all references.
        word_edits: likewise, in words.
        num_words: of all references.
        cer_interval: 95 % interval of the character error rate, see `rate_interval`.
        wer_interval: of the word error rate.

    Example:
        >>> scores = text_scores([("the cat", "the hat"), ("on", "on")])
        >>> scores.num_right, round(scores.cer, 3), round(scores.wer, 3)
        (1, 0.111, 0.333)
    """

    num: int
    num_right: int
    character_edits: int
    num_characters: int
    word_edits: int
    num_words: int
    cer_interval: tuple[float, float]
    wer_interval: tuple[float, float]

    @property
    def cer(self) -> float:
        """Character error rate: all edits ÷ all characters of the references; may be above 1."""
        return self.character_edits / self.num_characters

    @property
    def wer(self) -> float:
        """Word error rate: all edits ÷ all words of the references; may be above 1."""
        return self.word_edits / self.num_words

    @property
    def accuracy(self) -> float:
        """The share of texts without any error."""
        return self.num_right / self.num

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share of texts without any error."""
        return wilson_interval(self.num_right, self.num)

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as JSON-ready values, shares 0 to 1."""
        return {
            "n": self.num,
            "right": self.num_right,
            "accuracy": self.accuracy,
            "interval": list(self.interval),
            "cer": self.cer,
            "cer_interval": list(self.cer_interval),
            "wer": self.wer,
            "wer_interval": list(self.wer_interval),
            "characters": self.num_characters,
            "words": self.num_words,
        }


def text_scores(pairs: Sequence[tuple[str, str]]) -> TextScores:
    """Return the scores of pairs of reference and hypothesis.

    Raises:
        ValueError: when there is no reference with a character in it.
    """
    references = [reference for reference, _ in pairs]
    if not any(reference.split() for reference in references):
        raise ValueError(f"expected references with characters, got {len(pairs)} without any")
    character_edits = [num_edits(reference, hypothesis) for reference, hypothesis in pairs]
    word_edits = [num_edits(reference.split(), hypothesis.split()) for reference, hypothesis in pairs]
    characters, words = [len(one) for one in references], [len(one.split()) for one in references]
    return TextScores(
        len(pairs),
        sum(reference == hypothesis for reference, hypothesis in pairs),
        sum(character_edits),
        sum(characters),
        sum(word_edits),
        sum(words),
        rate_interval(character_edits, characters),
        rate_interval(word_edits, words),
    )


def num_edits(reference: Sequence[str], hypothesis: Sequence[str]) -> int:
    """Return the least insertions, deletions and substitutions between two texts (Levenshtein 1966).

    >>> num_edits("kitten", "sitting")
    3
    """
    above = list(range(len(hypothesis) + 1))
    for row, wanted in enumerate(reference, start=1):
        here = [row]
        for column, got in enumerate(hypothesis, start=1):
            least = min(above[column] + 1, here[-1] + 1, above[column - 1] + (wanted != got))
            here.append(least)
        above = here
    return above[-1]
