"""How well a reader of words reads a set: error rates, whole texts right, and how far its confidence goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from inkread.datasets.word_set import WordSample
from inkread.errors import ConfigError, ImageError
from inkread.evaluation.intervals import wilson_interval
from inkread.evaluation.text_metrics import TextScores, text_scores
from inkread.words.language_model import LanguageModel
from inkread.words.lexicon import Lexicon
from inkread.words.reader import WordReader

SURE = 0.9  # a confidence above this is taken without a look


@dataclass(frozen=True, slots=True)
class ReadText:
    """One picture's text as it was written and as it was read.

    Attributes:
        name: the picture's.
        reference: what was written; empty where nothing was.
        hypothesis: what was read; empty where nothing was written and the reading was refused.
        confidence: of the reading.
        refused: whether the reading was: nobody is told then that it says this.
    """

    name: str
    reference: str
    hypothesis: str
    confidence: float
    refused: bool


@dataclass(frozen=True, slots=True)
class WordsReport:
    """What a reader makes of a set.

    Attributes:
        scores: of the pictures with writing, against their references; None where there is none.
        texts: picture by picture.
    """

    scores: TextScores | None
    texts: tuple[ReadText, ...]

    @property
    def silent(self) -> tuple[int, int]:
        """How many pictures show no writing, and of how many of these nothing was said."""
        silent = [text for text in self.texts if not text.reference]
        return len(silent), sum(not text.hypothesis for text in silent)

    @property
    def sure(self) -> tuple[int, int]:
        """How many texts are told with a confidence of 0.9 or more, and how many of these are right."""
        sure = [text for text in self.texts if text.confidence >= SURE and not text.refused]
        return len(sure), sum(text.reference == text.hypothesis for text in sure)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        num, right = self.sure
        texts = [
            {
                "source": text.name,
                "reference": text.reference,
                "text": text.hypothesis,
                "confidence": text.confidence,
                "refused": text.refused,
            }
            for text in self.texts
        ]
        silent, quiet = self.silent
        scores = {} if self.scores is None else self.scores.to_dict()
        silence: dict[str, Any] = {}
        if silent:
            interval = list(wilson_interval(quiet, silent))
            silence["no_writing"] = {"n": silent, "refused": quiet, "interval": interval}
        return {**scores, **silence, "sure": num, "sure_right": right, "texts": texts}


def evaluate_words(
    reader: WordReader,
    samples: Sequence[WordSample],
    *,
    pattern: str | None = None,
    lexicon: Lexicon | None = None,
    language: LanguageModel | None = None,
    progress: Callable[[int, int], None],
) -> WordsReport:
    """Return what `reader` makes of pictures, each read within its own pattern where it has one.

    Args:
        reader: reads them.
        samples: the pictures with their texts.
        pattern: of all texts, instead of their own.
        lexicon: the words that may come out, instead of patterns.
        language: which characters follow one another, or None.
        progress: called with how many are read and how many there are.

    Raises:
        ImageError: when a picture cannot be read; named, as is one whose pattern is wrong.
        ConfigError: when a pattern is wrong.
    """
    texts = []
    for done, sample in enumerate(samples, start=1):
        followed = None if lexicon else pattern or sample.pattern
        try:
            reading = reader.read(sample.image, pattern=followed, lexicon=lexicon, language=language)
        except ImageError as error:
            raise ImageError(f"{sample.name}: {error}", reason=error.reason) from error
        except ConfigError as error:
            raise ConfigError(f"{sample.name}: {error}") from error
        told = "" if reading.rejected and not sample.text else reading.text
        texts.append(ReadText(sample.name, sample.text, told, reading.confidence, reading.rejected))
        progress(done, len(samples))
    pairs = [(one.reference, one.hypothesis) for one in texts if one.reference]
    return WordsReport(text_scores(pairs) if pairs else None, tuple(texts))
