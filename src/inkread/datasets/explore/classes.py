"""How even the classes of a set are: in numbers, in words, and what to do about it."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset
from inkread.datasets.samples import Labels

# Largest class ÷ smallest class up to which a set is called so.
EVEN, SLIGHTLY, UNEVEN = 1.5, 3.0, 10.0
RARE = 1 / 3  # of an even share; below it a class is rare
FEW = 50  # images below which one image more or less is two points of a class's recall
MOST_NAMED = 12  # classes that a sentence lists


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """The classes of a set.

    Attributes:
        graphemes: the classes, in the charset's order.
        counts: images of each, axes (c,).
    """

    graphemes: tuple[str, ...]
    counts: npt.NDArray[np.int64]

    @property
    def empty(self) -> tuple[str, ...]:
        """The classes without an image."""
        return self._named(self.counts == 0)

    @property
    def rare(self) -> tuple[str, ...]:
        """The classes with less than a third of an even share, fewest first; empty ones are no such."""
        share = self.counts.sum() / max(len(self.counts), 1)
        chosen = np.flatnonzero((self.counts > 0) & (self.counts < RARE * share))
        return tuple(
            self.graphemes[place] for place in chosen[np.argsort(self.counts[chosen], kind="stable")]
        )

    @property
    def ratio(self) -> float:
        """The largest class ÷ the smallest that has an image; 1 where there is one class or none."""
        held = self.counts[self.counts > 0]
        return float(held.max() / held.min()) if len(held) else 1.0

    @property
    def entropy(self) -> float:
        """Shannon entropy of the class shares ÷ that of even shares, 0 to 1; 1 for a set of one class."""
        if len(self.counts) < 2:
            return 1.0
        return self._nats() / math.log(len(self.counts))

    @property
    def effective(self) -> float:
        """How many equally frequent classes would be as uneven: e to the entropy."""
        return math.exp(self._nats())

    @property
    def majority(self) -> float:
        """The share of the largest class: the accuracy of always answering it, 0 to 1."""
        return float(self.counts.max(initial=0) / max(int(self.counts.sum()), 1))

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as JSON-ready values."""
        return {
            "num_classes": len(self.counts),
            "counts": dict(zip(self.graphemes, self.counts.tolist(), strict=True)),
            "ratio": round(self.ratio, 4),
            "entropy": round(self.entropy, 4),
            "effective_classes": round(self.effective, 2),
            "majority_share": round(self.majority, 4),
            "rare": list(self.rare),
            "empty": list(self.empty),
            "verdict": verdict(self),
            "advice": list(advice(self)),
        }

    def _nats(self) -> float:
        """Return the entropy of the class shares in nats (Shannon 1948, section 6)."""
        shares = self.counts[self.counts > 0] / max(int(self.counts.sum()), 1)
        return float(-(shares * np.log(shares)).sum())

    def _named(self, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        """Return the graphemes of the chosen classes."""
        return tuple(self.graphemes[place] for place in np.flatnonzero(chosen))


def class_facts(labels: Labels, charset: Charset) -> ClassFacts:
    """Return the facts of labels, axes (n,)."""
    return ClassFacts(charset.graphemes, np.bincount(labels, minlength=len(charset)).astype(np.int64))


def verdict(facts: ClassFacts) -> str:
    """Return in one sentence how even the classes are.

    Example:
        >>> verdict(ClassFacts(("a", "b"), np.array([100, 10])))
        'Uneven: a has 10.0 times the images of b (100 against 10); entropy 0.44 of 1.'
        >>> verdict(ClassFacts(("a", "b", "c"), np.array([11, 10, 0]))).split(":")[1]
        ' 1 of 3 classes without an image. The others are even'
    """
    held = np.flatnonzero(facts.counts)
    if len(held) < 2:
        return f"{'One class' if len(held) else 'No class'} has images: there is nothing to tell apart."
    order = held[np.argsort(-facts.counts[held], kind="stable")]
    most, least = order[0], order[-1]
    steps = ((EVEN, "Even"), (SLIGHTLY, "Slightly uneven"), (UNEVEN, "Uneven"))
    word = next((word for limit, word in steps if facts.ratio <= limit), "Very uneven")
    if facts.empty:
        lost = f"{len(facts.empty)} of {len(facts.counts)} classes without an image"
        word = f"Incomplete: {lost}. The others are {word.lower()}"
    return (
        f"{word}: {facts.graphemes[most]} has {facts.ratio:.1f} times the images of {facts.graphemes[least]}"
        f" ({facts.counts[most]:,} against {facts.counts[least]:,}); entropy {facts.entropy:.2f} of 1."
    )


def advice(facts: ClassFacts) -> tuple[str, ...]:
    """Return what to do about uneven, rare and empty classes, a sentence each; nothing where all is well."""
    said = []
    if facts.empty:
        said.append(
            f"No image of {_listed(facts.empty)}: a network cannot learn them. Add images, or leave them out."
        )
    if facts.ratio > SLIGHTLY:
        said.append(
            "Draw classes more evenly while training (a recipe's balance above 0, such as the 0.65 of"
            " compact), split by class, and judge by macro recall: accuracy alone hides the rare ones."
            f" Answering the commonest class every time would already be {facts.majority:.1%} right."
        )
    if facts.rare:
        said.append(f"Rare, with less than a third of an even share: {_listed(facts.rare)}.")
    few = tuple(
        grapheme for grapheme, count in zip(facts.graphemes, facts.counts, strict=True) if 0 < count < FEW
    )
    if few:
        said.append(
            f"Fewer than {FEW} images of {_listed(few)}: collect more, or let augmentation help, and quote"
            " their recall only with its interval."
        )
    return tuple(said)


def _listed(graphemes: tuple[str, ...]) -> str:
    """Return the graphemes as a list in words, cut off where it grows long."""
    more = len(graphemes) - MOST_NAMED
    return ", ".join(graphemes[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
