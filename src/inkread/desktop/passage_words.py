"""What is said of words: how sure the text is, and what it or one of its characters could be."""

from inkread.desktop.answer_words import percent
from inkread.desktop.passage import Passage
from inkread.desktop.replies import Answer
from inkread.desktop.words import say, say_of

LONGEST_NAME = 32  # characters of a file's name that there is room for
MOST_LINES = 4  # doubtful ones that are named


def name_of(passage: Passage) -> str:
    """Return what stands above the text."""
    shown = passage.name if len(passage.name) <= LONGEST_NAME else f"… {passage.name[-LONGEST_NAME:]}"
    return say("words.text_of", name=shown) if shown else say("words.text")


def headline_of(passage: Passage) -> str:
    """Return how the text is meant, in a sentence."""
    answer = passage.answer
    if answer is None:
        return say("words.reading") if passage.is_busy else say("words.waiting")
    said = say_of("words.refused_for", answer.refusal.code, answer.refusal.message) if answer.refusal else ""
    sure = say("words.sure", sure=percent(answer.confidence)) if answer.text else ""
    lines = " ".join(
        say("words.doubtful", n=number, sure=percent(share)) for number, share in answer.doubtful[:MOST_LINES]
    )
    odd = (
        say_of("words.warned_of", one.code, one.message)
        for one in answer.warnings
        if answer.refusal is None or one.code != answer.refusal.code
    )
    noted = say("words.noted") if answer.correction is not None else ""
    return " ".join(filter(None, (said, sure, lines, *odd, noted)))


def title_of(passage: Passage) -> str:
    """Return what stands above the candidates."""
    glyph, answer = passage.glyph, passage.answer
    if answer is None:
        return ""
    if glyph is None or passage.chosen is None:
        return say("write.else") if answer.candidates else ""
    return say("words.one_of", n=passage.chosen + 1, total=len(answer.glyphs), text=glyph.text)


def candidates_of(passage: Passage) -> Answer | None:
    """Return what is shown as bars: the candidates of the character that is looked at, or of the text."""
    glyph, answer = passage.glyph, passage.answer
    if answer is None:
        return None
    text, found = (answer.text, answer.candidates) if glyph is None else (glyph.text, glyph.candidates)
    confidence = next((share for one, share in found if one == text), 0.0)
    return Answer(text, confidence, found, (text,))
