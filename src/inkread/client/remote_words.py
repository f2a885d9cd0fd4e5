"""One answer of a service about words, as a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inkread.predictions import Candidate
from inkread.trail import Caution

Box = tuple[float, float, float, float]
"""Top, left, height and width."""


@dataclass(frozen=True, slots=True)
class RemoteGlyph:
    """One character of a line.

    Attributes:
        text: what it was read as in the line's text.
        box: where its ink lies, in a picture of the reading's width and height.
        candidates: what it alone may be, most probable first.
    """

    text: str
    box: Box
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class RemoteLine:
    """One line of writing.

    Attributes:
        text: the most probable text; empty where none fits what was asked for.
        confidence: its share of the posterior, 0 to 1.
        candidates: texts, most probable first.
        box: where the writing lies.
        glyphs: its characters in reading order, spaces left out.
        refusal: why there is no text to trust, or None.
    """

    text: str
    confidence: float
    candidates: tuple[Candidate, ...]
    box: Box | None
    glyphs: tuple[RemoteGlyph, ...]
    refusal: Caution | None

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "RemoteLine":
        """Return the line that the service tells."""
        return cls(
            text=told["text"],
            confidence=told["confidence"],
            candidates=_candidates(told["candidates"]),
            box=None if told["box"] is None else _box(told["box"]),
            glyphs=tuple(
                RemoteGlyph(one["text"], _box(one["box"]), _candidates(one["candidates"]))
                for one in told["glyphs"]
            ),
            refusal=told["refusal"] and Caution(**told["refusal"]),
        )


@dataclass(frozen=True, slots=True)
class RemoteWords:
    """What a service read of words, a code or a page.

    Attributes:
        id: of the kept reading, or None where it is not kept.
        name: what the picture is called.
        text: the lines' texts, one a line.
        confidence: the probability that every line is right, 0 to 1.
        blank: whether there was nothing to read.
        lines: from top to bottom.
        refusal: why there is no text to trust, or None.
        warnings: what was odd about the picture.
        width: of the picture that the boxes lie on, px; of a drawing its canvas'.
        height: likewise.
        bundle: name of the bundle that read it.
        not_kept: why it could not be kept although it was to be, or None.
    """

    id: str | None
    name: str
    text: str
    confidence: float
    blank: bool
    lines: tuple[RemoteLine, ...]
    refusal: Caution | None
    warnings: tuple[Caution, ...]
    width: float
    height: float
    bundle: str
    not_kept: Caution | None = None

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "RemoteWords":
        """Return the reading that the service tells."""
        same = ("id", "name", "text", "confidence", "blank", "width", "height", "bundle")
        return cls(
            lines=tuple(map(RemoteLine.from_dict, told["lines"])),
            refusal=told["refusal"] and Caution(**told["refusal"]),
            warnings=tuple(Caution(**warning) for warning in told["warnings"]),
            not_kept=told["not_kept"] and Caution(**told["not_kept"]),
            **{name: told[name] for name in same},
        )


def _candidates(told: Sequence[Mapping[str, Any]]) -> tuple[Candidate, ...]:
    """Return what something may be."""
    return tuple(Candidate(one["text"], one["confidence"]) for one in told)


def _box(told: Sequence[float]) -> Box:
    """Return a box."""
    top, left, height, width = told
    return top, left, height, width
