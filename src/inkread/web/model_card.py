"""What a bundle's model card says in words: where the weights come from, what is mixed up, the limits.

A card is written by `inkread evaluate` (evaluation.model_card); only its lists are read here, and a card
of another form simply says nothing.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inkread.bundle.card import card_of

ORIGIN: Final = "Where it comes from"
MEASURED: Final = "How it was measured"
LIMITS: Final = "Limits"
MISTAKES: Final = "What it reads wrong"
CONFUSION: Final = re.compile(r"(?P<truth>\S) as (?P<answer>\S) (?P<count>\d+)")
HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)
POINT: Final = re.compile(r"^- (.+(?:\n {2,}\S.*)*)", re.MULTILINE)  # ends where a line is not indented


@dataclass(frozen=True, slots=True)
class Confusion:
    """One character taken for another.

    Attributes:
        truth: what was written.
        answer: what was read.
        count: how often, in the set.
    """

    truth: str
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The lists of one card.

    Attributes:
        text: the card as it is, Markdown; empty where there is none.
    """

    text: str

    @classmethod
    def of(cls, folder: Path | None) -> "ModelCard":
        """Return the card in a bundle's folder, or an empty one where there is none."""
        return cls(card_of(folder))

    def points(self, heading: str) -> list[str]:
        r"""Return the points of the list under `heading`, each as one line of plain text.

        Example:
            >>> ModelCard("## Limits\n\n- One `A`\n  a picture.\n- No words.").points("Limits")
            ['One A a picture.', 'No words.']
        """
        return [_plain(point[1]) for point in POINT.finditer(self._section(heading))]

    def paragraphs(self, heading: str) -> list[str]:
        r"""Return the paragraphs under `heading`, each as one line of plain text.

        Example:
            >>> ModelCard("## How it was measured\n\nWith `inkread\nevaluate`.").paragraphs(MEASURED)
            ['With inkread evaluate.']
        """
        return [_plain(part) for part in self._section(heading).split("\n\n") if part.strip()]

    def confusions(self) -> dict[str, list[Confusion]]:
        r"""Return what is mixed up most, for each set of which anything may come out.

        Example:
            >>> card = ModelCard("## What it reads wrong\n\n- mine, 62 classes: O as 0 27 (100 % of O)")
            >>> card.confusions()
            {'mine': [Confusion(truth='O', answer='0', count=27)]}
        """
        found: dict[str, list[Confusion]] = {}
        for point in self.points(MISTAKES):
            head, _, pairs = point.partition(": ")
            name, _, kind = head.partition(", ")
            if "classes" in kind and name not in found:
                found[name] = [
                    Confusion(pair["truth"], pair["answer"], int(pair["count"]))
                    for pair in CONFUSION.finditer(pairs)
                ]
        return found

    def _section(self, heading: str) -> str:
        """Return what stands under `heading`, or nothing."""
        parts = HEADING.split(self.text)
        return dict(zip(parts[1::2], parts[2::2], strict=True)).get(heading, "")


def _plain(text: str) -> str:
    """Return Markdown of one paragraph as one line without marks."""
    return re.sub(r"[`*]", "", " ".join(text.split()))
