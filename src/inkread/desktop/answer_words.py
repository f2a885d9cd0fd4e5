"""An answer in words: what to say large, in what tone, what to mind, and how sure it is."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from inkread.desktop.replies import Answer, Note
from inkread.desktop.words import say, say_of

UNSURE = 0.6  # confidence below which an answer is told as a perhaps
MOST_ALIKE = 3  # characters of a question; a longer list helps nobody

Tone: TypeAlias = Literal["sure", "doubtful", "refused", "none"]


@dataclass(frozen=True, slots=True)
class Headline:
    """What is said of an answer first.

    Attributes:
        large: the character or the question, shown large; empty where there is nothing to show.
        sentence: the same as a sentence.
        tone: how it is meant.
    """

    large: str
    sentence: str
    tone: Tone


def headline(answer: Answer | None) -> Headline:
    """Return what to say of an answer, or of an empty sheet."""
    if answer is None:
        return Headline("", say("answer.waiting"), "none")
    if answer.blank:
        return Headline("", say("answer.blank"), "none")
    if answer.refusal is not None:
        refused = say_of("answer.refused_for", answer.refusal.code, say("answer.refused"))
        return Headline(answer.text, refused, "refused")
    if 1 < len(answer.set) <= MOST_ALIKE:
        return Headline(*_question(answer.set), "doubtful")
    if answer.confidence < UNSURE:
        return Headline(answer.text, say("answer.reads_unsure", what=character(answer.text)), "doubtful")
    return Headline(answer.text, say("answer.reads", what=character(answer.text)), "sure")


def refused_words(best: str) -> str:
    """Return an answer that was refused for a table, where the best guess alone would look like any other.

    Example:
        >>> refused_words("5"), refused_words("")
        ('refused; at best 5', 'refused')
    """
    return say("answer.at_best", text=best) if best else say("answer.no_guess")


def cautions(answer: Answer | None) -> list[str]:
    """Return what to mind about an answer, a sentence each, the same never twice."""
    if answer is None:
        return []
    notes: list[Note] = [answer.refusal] if answer.refusal else []
    notes += [one for one in answer.warnings if answer.refusal is None or one.code != answer.refusal.code]
    return [note.message for note in notes]


def character(text: str) -> str:
    """Return a character as it is spoken of.

    Example:
        >>> character("O"), character("0")
        ('the capital letter O', 'the digit 0')
    """
    kinds = {"digit": text.isdecimal(), "upper": text.isupper(), "lower": text.islower(), "other": True}
    kind = next(name for name, is_it in kinds.items() if is_it)
    return say(f"character.{kind}", text=text)


def percent(confidence: float) -> str:
    """Return how sure an answer is; only what is certain is called so.

    Example:
        >>> percent(0.9996), percent(0.5), percent(0.0004)
        ('> 99.9 %', '50.0 %', '< 0.1 %')
    """
    if 0.999 < confidence < 1:
        return "> 99.9 %"
    if 0 < confidence < 0.001:
        return "< 0.1 %"
    return f"{confidence:.0%}".replace("%", " %") if confidence in (0, 1) else f"{confidence * 100:.1f} %"


def _question(alike: tuple[str, ...]) -> tuple[str, str]:
    """Return characters that look alike as a question, short and whole."""
    *others, last = alike
    short = say("answer.or", first=", ".join(others), last=last)
    spoken = ", ".join(character(one) for one in others)
    return short, say("answer.or", first=spoken, last=character(last))
