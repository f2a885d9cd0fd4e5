"""One answer of a service, as a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inkread.predictions import Candidate
from inkread.trail import Caution


@dataclass(frozen=True, slots=True)
class RemoteReading:
    """What a service read; the fields of `GlyphReading`, without its trail and its glyph.

    Attributes:
        id: of the kept reading, or None where it is not kept.
        name: what the image is called.
        text: the answer; empty for a blank image.
        confidence: its calibrated probability, 0 to 1.
        blank: whether there was nothing to read.
        candidates: most probable first.
        set: the few characters of which one is almost surely right.
        refusal: why the answer should not be trusted as one character, or None.
        warnings: what was odd about the image.
        bundle: name of the bundle that read it.
        not_kept: why it could not be kept although it was to be, or None.
    """

    id: str | None
    name: str
    text: str
    confidence: float
    blank: bool
    candidates: tuple[Candidate, ...]
    set: tuple[str, ...]
    refusal: Caution | None
    warnings: tuple[Caution, ...]
    bundle: str
    not_kept: Caution | None = None

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "RemoteReading":
        """Return the reading that the service tells; one of an older version has no `not_kept`."""
        not_kept = told.get("not_kept")
        return cls(
            id=told["id"],
            name=told["name"],
            text=told["text"],
            confidence=told["confidence"],
            blank=told["blank"],
            candidates=tuple(Candidate(one["text"], one["confidence"]) for one in told["candidates"]),
            set=tuple(told["set"]),
            refusal=told["refusal"] and Caution(**told["refusal"]),
            warnings=tuple(Caution(**warning) for warning in told["warnings"]),
            bundle=told["bundle"],
            not_kept=not_kept and Caution(**not_kept),
        )
