"""Writes what the shipped reader reaches of its goals into docs/results.md, beside a plain network.

    python tools/goal_results.py
    python tools/goal_results.py take runs/classic/byclass/classic-32-64-…/seed-0/bundle

The figures are the shipped bundle's scores and the records in `docs/robustness/`. `take` keeps the scores
that `inkread evaluate BUNDLE --suite standard --save-scores` left in another bundle as those of the plain
network.
Run `make docs` after a new bundle; a test compares the two.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocks import fill, table
from doubt_results import USUAL_JUNK
from inkread.bundle import Bundle, Score

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "results.md"
PLAIN = ROOT / "docs" / "goals" / "plain.json"
SPOILT = ROOT / "docs" / "robustness" / "digits.json"
HEAD = ("what", "goal", "plain network", "ours", "goal reached", "n", "seeds", "command")
MOST, LEAST = "≤", "≥"


@dataclass(frozen=True)
class Goal:
    """One figure and what it should be.

    Attributes:
        what: is measured.
        set: whose images.
        charset: what may come out.
        metric: of the figure.
        goal: in `unit`.
        bound: whether that is the most or the least.
        unit: "%" for shares, "" for other numbers.
    """

    what: str
    set: str
    charset: str
    metric: str
    goal: float
    bound: str = LEAST
    unit: str = "%"


GOALS = (
    Goal("drawn on a tablet, 36 classes", "drawn62-dev", "caseless", "accuracy", 93),
    Goal("the same, one of the first two", "drawn62-dev", "caseless", "top_2", 98),
    Goal("the same, known for a digit", "drawn62-dev", "digits", "accuracy", 99.5),
    Goal("the same, known for a capital", "drawn62-dev", "upper", "accuracy", 99),
    Goal("the same, known for a lower-case letter", "drawn62-dev", "lower", "accuracy", 96),
    Goal("pen on paper, photographed, 36 classes", "photos62-dev", "caseless", "accuracy", 90),
    Goal("the same, one of the first two", "photos62-dev", "caseless", "top_2", 97),
    Goal("the same, known for a digit", "photos62-dev", "digits", "accuracy", 98),
    Goal("the same, known for a capital", "photos62-dev", "upper", "accuracy", 97),
    Goal("the same, known for a lower-case letter", "photos62-dev", "lower", "accuracy", 94),
    Goal("capitals that touch the border", "upper26-dev", "upper", "accuracy", 97),
    Goal("USPS digits, none trained on", "usps-test", "digits", "accuracy", 98.5),
    Goal(
        "calibration error of letters",
        "emnist-pool-test",
        "letters-caseless",
        "expected_calibration_error",
        0.5,
        MOST,
    ),
    Goal("the same of digits", "emnist-pool-test", "digits", "expected_calibration_error", 0.2, MOST),
    Goal(
        "the same of drawn characters, 36 classes",
        "drawn62-dev",
        "caseless",
        "expected_calibration_error",
        2,
        MOST,
    ),
    Goal("the same, photographed", "photos62-dev", "caseless", "expected_calibration_error", 2, MOST),
    Goal(
        "letters in a set of 99 %", "emnist-pool-test", "letters-caseless", "set_size_99", 1.15, MOST, unit=""
    ),
    Goal(
        "letters shown to a reader of digits, AUROC",
        "emnist-pool-test, letters",
        "digits",
        "auroc",
        0.94,
        unit="",
    ),
    Goal(
        "the same but O I L S Z B Q G",
        "emnist-pool-test, letters but OILSZBQG",
        "digits",
        "auroc",
        0.985,
        unit="",
    ),
)
GOAL_JUNK, GOAL_MEAN, GOAL_WORST, GOAL_LOST = 99.5, 97.0, 90.0, 0.3


def main(arguments: Sequence[str]) -> None:
    """Write the block; with `take` keep a plain network's scores first."""
    if arguments:
        if len(arguments) != 2 or arguments[0] != "take":
            raise SystemExit(__doc__)
        PLAIN.parent.mkdir(exist_ok=True)
        PLAIN.write_text(kept(Bundle.open(arguments[1])), "utf-8", newline="\n")
    PAGE.write_text(written(PAGE.read_text("utf-8"), Bundle.open().scores), "utf-8", newline="\n")
    sys.stdout.write(f"{PAGE}: goals of {Bundle.open().name}\n")


def kept(bundle: Bundle) -> str:
    """Return a bundle's scores as far as they have a goal, as JSON."""
    wanted = {(goal.set, goal.charset, goal.metric) for goal in GOALS}
    scores = [score for score in bundle.scores if (score.set, score.charset, score.metric) in wanted]
    fields = ("set", "charset", "metric", "value", "n")
    rows = [{name: getattr(score, name) for name in fields} for score in scores]
    return json.dumps({"network": bundle.training.recipe, "scores": rows}, indent=1) + "\n"


def written(page: str, scores: Sequence[Score]) -> str:
    """Return the page with its block of goals."""
    plain = {
        (one["set"], one["charset"], one["metric"]): one["value"]
        for one in json.loads(PLAIN.read_text("utf-8"))["scores"]
    }
    spoilt = json.loads(SPOILT.read_text("utf-8"))
    rows = [*_rows(scores, plain), _junk(scores), *_spoilt(spoilt)]
    return fill(page, "goals", table(HEAD, rows, to_the_right=0))


def _rows(scores: Sequence[Score], plain: dict[tuple[str, str, str], float]) -> Iterator[list[str]]:
    """Yield a row a goal."""
    found = {(score.set, score.charset, score.metric): score for score in scores}
    for goal in GOALS:
        key = goal.set, goal.charset, goal.metric
        score, factor = found[key], 100 if goal.unit else 1
        digits = 2 if goal.unit else 3
        spread = "" if score.spread is None else f" ± {factor * score.spread:.{digits}f}"
        rival = f"{factor * plain[key]:.{digits}f}{_unit(goal)}" if key in plain else ""
        yield [
            goal.what,
            f"{goal.bound} {goal.goal:g}{_unit(goal)}",
            rival,
            f"{factor * score.value:.{digits}f}{spread}{_unit(goal)}",
            _reached(factor * score.value, goal.goal, goal.bound, digits),
            f"{score.n:,}",
            str(len(score.seeds)),
            _command(score.command),
        ]


def _command(command: str) -> str:
    """Return a command with the bundle's name once, where the runs of several seeds bear the same."""
    return f"`{' '.join(word for word, _ in itertools.groupby(command.split()))}`"


def _unit(goal: Goal) -> str:
    """Return the unit behind a number."""
    return f" {goal.unit}" if goal.unit else ""


def _reached(value: float, goal: float, bound: str, digits: int) -> str:
    """Return whether a goal is reached, and by how much not."""
    short = value - goal if bound == MOST else goal - value
    return "yes" if short <= 0 else f"no, by {short:.{digits}f}"


def _junk(scores: Sequence[Score]) -> list[str]:
    """Return the row of what is no character."""
    found = [score for score in scores if score.metric == "refused" and score.set in USUAL_JUNK]
    num = sum(score.n for score in found)
    share = 100 * sum(score.value * score.n for score in found) / num
    what = "what is no character, refused; 95 % of each set of characters pass"
    reached = _reached(share, GOAL_JUNK, LEAST, 2)
    return [
        what,
        f"{LEAST} {GOAL_JUNK} %",
        "",
        f"{share:.2f} %",
        reached,
        f"{num:,}",
        "1",
        _command(found[0].command),
    ]


def _spoilt(record: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of spoilt and redrawn digits."""
    command = _command(record["command"])
    suites = {suite["suite"]: suite for suite in record["robustness"]}
    shares = [_share(trial) for trial in suites["mnist-c"]["trials"]]
    redrawn = suites["redrawn"]
    lost = _share(redrawn["plain"]) - _share(redrawn["trials"][0])
    rows = (
        ("fifteen corruptions of MNIST-C, mean", GOAL_MEAN, LEAST, sum(shares) / len(shares), "%"),
        ("the same, worst", GOAL_WORST, LEAST, min(shares), "%"),
        ("lost where digits are redrawn anywhere on 400 × 400", GOAL_LOST, MOST, lost, "points"),
    )
    for what, goal, bound, value, unit in rows:
        told = f"{bound} {goal:g} {unit}", "", f"{value:.2f} {unit}", _reached(value, goal, bound, 2)
        yield [what, *told, f"{redrawn['n']:,}", "1", command]


def _share(trial: dict[str, Any]) -> float:
    """Return how many of a trial's images are read right, in per cent."""
    return 100 * float(trial["runs"][0]["right"]) / float(trial["n"])


if __name__ == "__main__":
    main(sys.argv[1:])
