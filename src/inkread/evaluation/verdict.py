"""A verdict on a run: one word, a sentence for a person, and the numbers that it rests on."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal[
    "diverged", "too-good", "over-fitted", "too-short", "under-fitted", "too-noisy", "well-fitted"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number that a verdict rests on.

    Attributes:
        name: what it is, in words.
        value: the number.
        limit: what it was held against, or None.
    """

    name: str
    value: float
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A verdict on a run.

    Attributes:
        verdict: in one word.
        sentence: the verdict for a person, with the numbers.
        evidence: the numbers that triggered it, and their limits.
    """

    verdict: Verdict
    sentence: str
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the diagnosis as JSON-ready values."""
        return asdict(self)
