"""Compares rules for sets of characters: size and coverage at one level, on the half that chose nothing.

    python benchmarks/set_rules.py --data-root SETS [--bundle BUNDLE] [--charset letters-caseless] [--json]

The validation part of the EMNIST pool is cut in two by seed 0; temperature and limits come from one half, the
figures from the other. Rules: the least ambiguous sets that the reader has (LAC), with a limit for each
character or one for all; adaptive sets (APS, Romano, Sesia & Candès 2020, arXiv 2006.02544) and their
regularised form (RAPS, Angelopoulos et al. 2021, arXiv 2009.14193), each with limits for each character.
Goal: characters a set of letters, case merged, at 99 %: 1.15 or less, every letter covered within a point.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from inkread import Bundle
from inkread.bundle import SetLimits
from inkread.charset import NAMED
from inkread.evaluation.conformal import set_figures, set_limits
from inkread.evaluation.evaluate import frame_all
from inkread.evaluation.suites import pool_part
from inkread.evaluation.temperature import fit_temperature_onto
from inkread.recognition.probabilities import Projection
from inkread.recognition.session import Session

COVERAGE = 0.99
PENALTIES = {
    "APS": (0.0, 0),
    "RAPS, penalty 0.01 from the 2nd": (0.01, 1),
    "RAPS, penalty 0.1 from the 2nd": (0.1, 1),
}


def main():
    """Print one row a rule."""
    arguments = _arguments()
    onto = NAMED[arguments.charset]
    chosen, judged = halves(Bundle.open(arguments.bundle), arguments.data_root, onto)
    rows = [
        _row(
            "LAC, a limit for each", set_figures(*judged, onto, set_limits(*chosen, onto, coverage=COVERAGE))
        ),
        _row("LAC, one limit for all", set_figures(*judged, onto, _one_limit(*chosen, onto))),
        *(_row(rule, _adaptive(chosen, judged, onto, *penalty)) for rule, penalty in PENALTIES.items()),
    ]
    print(json.dumps(rows, indent=2) if arguments.json else "\n".join(map(_line, rows)))


def halves(bundle, root, onto):
    """Return (probabilities, labels) of either half, at a temperature that was fitted on the first."""
    samples = pool_part(root / "emnist", "validation")
    glyphs = frame_all(samples)
    held = np.array(bundle.charset.project(onto))[
        [bundle.charset.encode(g) for g in samples.charset.graphemes]
    ]
    labels = held[samples.labels]
    rows = np.flatnonzero((labels >= 0) & glyphs.any(axis=(1, 2)))
    logits, labels = Session(bundle).logits(glyphs[rows]), labels[rows]
    order = np.random.default_rng(0).permutation(len(rows))
    first, second = order[: len(order) // 2], order[len(order) // 2 :]
    temperature = fit_temperature_onto(logits[first], labels[first], bundle.charset, onto)
    project = Projection(bundle.charset, onto, temperature=temperature)
    return tuple((project(logits[half]), labels[half]) for half in (first, second))


def _one_limit(table, labels, onto):
    """Return the limit of all images together, for every character."""
    merged = np.zeros(len(labels), int)
    own = table[np.arange(len(labels)), labels][:, None]
    limit = set_limits(own, merged, type(onto)(("x",)), coverage=COVERAGE).limits[0]
    return SetLimits(COVERAGE, (limit,) * len(onto))


def _adaptive(chosen, judged, onto, penalty, free):
    """Return the figures of adaptive sets, by limits on the probability that is summed up to a character.

    The sum runs over the more probable characters and the character itself; beyond the `free` first ones it
    grows by `penalty` a character. `set_limits` and `set_figures` take any number from 0 to 1 that falls as
    doubt grows, so that 1 / (1 + sum) serves; its sets are never empty.
    """
    (table, labels), (other, truth) = chosen, judged
    limits = set_limits(_sureness(table, penalty, free), labels, onto, coverage=COVERAGE)
    return set_figures(_sureness(other, penalty, free), truth, onto, limits)


def _sureness(table, penalty, free):
    """Return 1 / (1 + the penalised sum up to each character), axes (n, c)."""
    order = np.argsort(-table, axis=1)
    places = np.arange(1, table.shape[1] + 1)
    sums = np.cumsum(np.take_along_axis(table, order, 1), axis=1) + penalty * np.maximum(0, places - free)
    found = np.empty_like(sums)
    np.put_along_axis(found, order, 1 / (1 + sums), 1)
    return found


def _row(rule, found):
    return {
        "rule": rule,
        "n": found.n,
        "mean_size": round(found.mean_size, 3),
        "coverage": round(found.coverage, 4),
        "classes_within_a_point": round(found.share_within, 3),
        "worst": found.worst,
    }


def _line(row):
    grapheme, share = row["worst"]
    return (
        f"{row['rule']:<34} size {row['mean_size']:.3f}  coverage {100 * row['coverage']:.2f} %"
        f"  of the characters {100 * row['classes_within_a_point']:.0f} % within a point"
        f"  worst {grapheme} {100 * share:.1f} %  (n = {row['n']:,})"
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data-root", type=Path, required=True, help="the folder that holds emnist")
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--charset", default="letters-caseless", choices=list(NAMED))
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
