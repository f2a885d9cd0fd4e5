"""Writes what the shipped bundle knows of its own doubt into docs/explanation/when-it-does-not-know.md.

    python tools/doubt_results.py

The figures are those that `inkread bundle doubt inkread-62 … --save-scores` left in the bundle. Run
`make docs` after a new bundle; a test compares the two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from blocks import fill, table
from inkread.bundle import Bundle, Score
from inkread.evaluation.garbage.kinds import FAMILIES

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "when-it-does-not-know.md"
SETS = ("emnist-pool-test", "drawn62-dev", "photos62-dev")
CHARSETS = {
    "byclass": "anything, 62 classes",
    "letters-caseless": "a letter, 26 classes",
    "digits": "a digit",
    "upper": "a capital",
    "lower": "a lower-case letter",
}
USUAL_JUNK = ("blank paper", "noise", "scribble", "several characters", "photograph")
"""What people send by mistake; the goal is for these together."""
GOAL_REFUSED, GOAL_SIZE = 99.5, 1.15
NUM_LEAST = 5


@dataclass(frozen=True)
class Known:
    """The bundle's figures by what they are of."""

    scores: Mapping[tuple[str, str, str], Score]

    def of(self, metric: str, name: str, charset: str = "byclass") -> Score:
        """Return one figure."""
        return self.scores[name, charset, metric]

    def names(self, metric: str) -> list[str]:
        """Return the sets that have a figure of this kind."""
        return list(dict.fromkeys(name for name, _, found in self.scores if found == metric))


def main() -> None:
    """Write every block."""
    PAGE.write_text(written(PAGE.read_text("utf-8"), Bundle.open().scores), "utf-8", newline="\n")
    sys.stdout.write(f"{PAGE}: doubt of {Bundle.open().name}\n")


def written(page: str, scores: Sequence[Score]) -> str:
    """Return the page with its blocks from `scores`."""
    known = Known({(score.set, score.charset, score.metric): score for score in scores})
    made = {"sets": _sets, "characters": _characters, "kinds": _kinds, "letters": _letters}
    for name, write in made.items():
        page = fill(page, f"doubt: {name}", write(known))
    return page


def _sets(known: Known) -> str:
    """Return what sets hold and how large they are."""
    head = ("set", "may come out", "n", "meant 95: true", "size", "meant 99: true", "size")
    size = known.of("set_size_99", SETS[0], "letters-caseless").value
    shown = table(head, list(_set_rows(known)), to_the_right=5)
    return f"{shown}\nAt 0.99 the sets of 26 letters have {size:.2f} characters; the goal is {GOAL_SIZE}.\n"


def _set_rows(known: Known) -> Iterator[list[str]]:
    """Yield a row for each set and each charset that its characters decide."""
    for name in SETS:
        for charset, told in CHARSETS.items():
            row = [name, told, f"{known.of('set_size_95', name, charset).n:,}"]
            for level in (95, 99):
                row.append(f"{100 * known.of(f'set_coverage_{level}', name, charset).value:.1f}")
                row.append(f"{known.of(f'set_size_{level}', name, charset).value:.2f}")
            yield row


def _characters(known: Known) -> str:
    """Return how many characters pass the gate."""
    rows = [_share(name, known.of("kept", name)) for name in known.names("kept")]
    return table(("characters", "n", "let through"), rows, to_the_right=2)


def _kinds(known: Known) -> str:
    """Return what is refused of each family of kinds, and of which kinds least."""
    words = known.of("refused", "files: words-dev")
    rows = [_share(family, known.of("refused", family)) for family in FAMILIES]
    rows.append(_share("handwritten words", words))
    usual = [known.of("refused", family) for family in USUAL_JUNK]
    num = sum(score.n for score in usual)
    share = 100 * sum(score.value * score.n for score in usual) / num
    single = [name for name in known.names("refused") if ": " in name and not name.startswith("files")]
    least = sorted(single, key=lambda name: known.of("refused", name).value)[:NUM_LEAST]
    told = ", ".join(
        f"{name.partition(': ')[2].removesuffix(', seen')} {100 * known.of('refused', name).value:.0f} %"
        for name in least
    )
    return (
        f"{table(('what they show', 'n', 'refused'), rows, to_the_right=2)}\n"
        f"Of {', '.join(USUAL_JUNK[:-1])} and {USUAL_JUNK[-1]}s together {share:.1f} % of {num:,} are"
        f" refused; the goal is {GOAL_REFUSED} %.\nRefused least, of all kinds: {told}.\n"
        f"Of {words.n} photographed words, drawn for something else, {100 * words.value:.1f} % are refused.\n"
    )


def _letters(known: Known) -> str:
    """Return how well letters are told from digits."""
    found = [known.of("auroc", name, "digits") for name in known.names("auroc")]
    rows = [[score.set, f"{score.n:,}", f"{score.value:.3f}"] for score in found]
    return table(("characters shown to a reader of digits", "n", "AUROC"), rows, to_the_right=2)


def _share(told: str, score: Score) -> list[str]:
    """Return the row of a share in per cent."""
    return [told, f"{score.n:,}", f"{100 * score.value:.1f}"]


if __name__ == "__main__":
    main()
