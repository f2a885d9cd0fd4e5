"""Which lines of a page are to be looked at, in words: those of one kind in one sentence, with numbers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from inkread.web.form_answers import percent, said
from inkread.web.texts import Texts
from inkread.word_reading import SURE

UNSURE: Final = 0.6  # below, an answer is not sure, as in words_doubts.js


def degree(share: float) -> str:
    """Return the name of a confidence's text."""
    return "high" if share >= SURE else "middle" if share >= UNSURE else "low"


def line_doubts(texts: Texts, lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return why some lines of several are to be looked at, by kind, in the order of their first lines.

    Args:
        texts: of the page.
        lines: as the interface tells them.
    """
    kinds: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if line["refusal"]:
            kinds.setdefault(said(texts, "refusal", line["refusal"]), []).append(place)
        elif line["confidence"] < SURE:
            kinds.setdefault(f"words.sure.{degree(line['confidence'])}", []).append(place)
    return [_told(texts, kind, places, lines) for kind, places in kinds.items()]


def _told(texts: Texts, kind: str, places: Sequence[int], lines: Sequence[Mapping[str, Any]]) -> str:
    """Return one kind of doubt with the numbers of its lines."""
    words = kind
    if not lines[places[0]]["refusal"]:
        shares = sorted(lines[place]["confidence"] for place in places)
        words = texts(kind, percent=_span(texts, percent(shares[0]), percent(shares[-1])))
    if len(places) == 1:
        return texts("words.line", n=places[0] + 1, words=words)
    numbers = [number for first, last in _runs(places) for number in _numbers(texts, first + 1, last + 1)]
    return texts("words.lines", lines=", ".join(numbers), words=words)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of places that follow one another.

    >>> _runs([0, 1, 2, 5])
    [(0, 2), (5, 5)]
    """
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], place
        else:
            runs.append((place, place))
    return runs


def _numbers(texts: Texts, first: int, last: int) -> list[str]:
    """Return the numbers of a run of lines: two that follow one another are two, and more of them a span."""
    return [str(first), str(last)] if last == first + 1 else [_span(texts, str(first), str(last))]


def _span(texts: Texts, first: str, last: str) -> str:
    """Return both ends of a span, or the one that it has."""
    return first if first == last else texts("words.span", first=first, last=last)
