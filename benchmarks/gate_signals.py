"""Compares what may tell one character from anything else, on kinds of images that nothing was fitted on.

    python benchmarks/gate_signals.py --data-root SETS [--bundle BUNDLE] [--num 200] [--json]

Each signal alone, each group and all together, weighed by the line of `inkread bundle calibrate`, and all by
its small network, beside the reader's own doubt (1 - the greatest probability). The limit lets 95 % of the
images of every set of characters pass: the validation part of the EMNIST pool and people's own images, the
`-dev` sets. Goal: of blank paper, noise, scribble, several characters and photographs, 99.5 % refused.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from inkread import Bundle
from inkread.evaluation.feature_density import feature_density
from inkread.evaluation.garbage import KINDS, images_of
from inkread.evaluation.garbage.characters import characters_on_pages, small_characters
from inkread.evaluation.gate_fit import KEPT, table_of
from inkread.evaluation.gate_judges import bend, weigh
from inkread.evaluation.observed import Observer, prepare
from inkread.evaluation.suites import pool_part, standard_set
from inkread.recognition.gate import bent
from inkread.recognition.signals import INK, NAMES, NETWORK, TRAIL

OWN = ("drawn62-dev", "photos62-dev", "upper26-dev")
VALIDATION, PAGES, SMALL = "emnist-pool-validation", "characters on pages", "small characters"
FITTED = (VALIDATION, PAGES, SMALL)  # the characters that signals are weighed on
NUM_PAGES = 3000
WRITERS = "drawn62-dev"  # of the images of several characters that judge
MUST = ("blank paper", "noise", "scribble", "several characters", "photograph")  # families of the goal
SEEDS = {True: 0, False: 1_000_003}  # of kinds to fit on, and of kinds to judge by
FEATURES = ("features",)
GROUPS = {
    "ink": INK,
    "preprocessing's trail": TRAIL,
    "network": NETWORK,
    "all signals": NAMES,
    "features, weighed": FEATURES,
    "all signals and features": NAMES + FEATURES,
}


def main():
    """Print one row a signal and group."""
    arguments = _arguments()
    good, bad = observe(Bundle.open(arguments.bundle), arguments.data_root, arguments.num)
    rows = [_judge("1 - greatest probability", lambda table: table[:, -1], good, bad)]
    for name in NAMES:
        rows.append(_fit(name, (name,), good, bad))
    for name, members in GROUPS.items():
        rows.append(_fit(name, members, good, bad))
    rows.append(_network("all, by the small network", good, bad))
    print(json.dumps(rows, indent=2) if arguments.json else "\n".join(map(_line, rows)))


def observe(bundle, root, num):
    """Return by set and by kind: signals, features and the baseline, axes (n, s + d + 1); and num refused."""
    observer = Observer(bundle)

    def ready(images, num):
        return prepare(images, bundle, "", _silent, num=num)

    validation = pool_part(root / "emnist", "validation")
    sets = {VALIDATION: validation, **{name: standard_set(name, root) for name in OWN}}
    prepared = {name: ready(one.images, len(one)) for name, one in sets.items()}
    inked = np.array([not item.trail.blank for item in prepared[VALIDATION]])
    glyphs = np.stack([item.glyph for item in prepared[VALIDATION] if not item.trail.blank])
    arrays = feature_density(observer.features(glyphs)[1], validation.labels[inked])
    pages = characters_on_pages(glyphs, num=NUM_PAGES, seed=SEEDS[True])
    prepared[PAGES] = ready(pages, NUM_PAGES)
    prepared[SMALL] = ready(small_characters(glyphs, num=NUM_PAGES, seed=SEEDS[True]), NUM_PAGES)
    others = np.stack([item.glyph for item in prepared[WRITERS] if not item.trail.blank])

    def seen(items):
        found = observer.look(items)
        table = table_of(found, arrays)
        powers = np.exp(found.logits - found.logits.max(axis=1, keepdims=True))
        return np.column_stack([table, 1 - 1 / powers.sum(axis=1)]), found.num_refused

    bad = {}
    for kind in KINDS:
        images = images_of(kind, glyphs if kind.fitted else others, num=num, seed=SEEDS[kind.fitted])
        bad[kind] = seen(ready(images, num))
    return {name: seen(items) for name, items in prepared.items()}, bad


def _fit(title, members, good, bad):
    """Return the row of some signals, weighed on the kinds to fit on."""
    columns = [NAMES.index(name) for name in members if name in NAMES]
    num_signals = len(columns)
    if FEATURES[0] in members:
        columns += range(len(NAMES), good[VALIDATION][0].shape[1] - 1)
    kinds = [table[:, columns] for kind, (table, _) in bad.items() if kind.fitted and len(table)]
    fitted = [good[name][0][:, columns] for name in FITTED]
    weights, bias = weigh(fitted, kinds, num_signals=num_signals)
    return _judge(title, lambda table: table[:, columns] @ weights + bias, good, bad)


def _network(title, good, bad):
    """Return the row of all signals and features, weighed by a small network."""
    kinds = [table[:, :-1] for kind, (table, _) in bad.items() if kind.fitted and len(table)]
    fitted = [good[name][0][:, :-1] for name in FITTED]
    units, answer = bend(fitted, kinds, num_signals=len(NAMES), seed=SEEDS[True])
    return _judge(title, lambda table: bent(table[:, :-1], units, answer), good, bad)


def _judge(title, evidence, good, bad):
    """Return what is refused when the limit lets 95 % of every set of characters pass."""
    limits = []
    for table, num_refused in (good[name] for name in (VALIDATION, *OWN)):
        found = np.append(evidence(table), np.full(num_refused, np.inf))
        limits.append(np.quantile(found, KEPT, method="higher"))
    limit = max(limits)
    families = {}
    for kind, (table, num_refused) in bad.items():
        if not kind.fitted:
            share = ((evidence(table) > limit).sum() + num_refused) / (len(table) + num_refused)
            families.setdefault(kind.family, []).append(float(share))
    refused = {family: float(np.mean(shares)) for family, shares in families.items()}
    return {"what": title, "refused": float(np.mean([refused[family] for family in MUST])), **refused}


def _silent(_name, _done, _total):
    """Say nothing."""


def _line(row):
    told = "  ".join(f"{name} {100 * share:.1f}" for name, share in row.items() if name != "what")
    return f"{row['what']:<26} {told}"


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--data-root", type=Path, required=True, help="the folder that holds emnist and own-images"
    )
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--num", type=int, default=200, help="images of each kind")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
