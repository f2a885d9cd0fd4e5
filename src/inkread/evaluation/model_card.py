"""A bundle's model card: where it comes from, how it was measured, what it reads and what it does not."""

from collections.abc import Mapping
from typing import Any

from inkread.bundle import Bundle
from inkread.evaluation.doubt_text import doubt_text
from inkread.evaluation.kinds import KINDS
from inkread.evaluation.report import Report, Row
from inkread.evaluation.robustness_text import robustness_text
from inkread.evaluation.suites import STANDARD

MOST_CONFUSIONS = 5
MERGED = ("balanced", "caseless", "letters-caseless")

PROTOCOL = """\
Every image, of training and of every set below, went through one preprocessing ({contract}). Every figure
comes from one reading of its set, by `{command}`. Sets that end in `-dev` may
have been used to choose between methods. {spread}

62 classes tell every case apart; 47 merges the case pairs that EMNIST Balanced merges; 36 ignores case.
*Known* means that only samples of that kind are counted and only such answers may come out. Top 2: the truth
is among the two most probable. ECE: expected calibration error in 15 bins. An image without ink is wrong."""

LIMITS = """\
- One handwritten character an image: {graphemes}. No other characters, no words.
- Confidence is calibrated on data like the training data; on other images it is less exact (see ECE).
- {refuses}; what passes it, such as a heart, is read as the character that it is most like."""

PLAIN = "A plain rule refuses blank images, several marks, patterns and much scribbling"
GATED = "A gate refuses most images that are no character, but not all"

LOOK_ALIKE = """
- Case pairs of like shape (C c, O o, S s, V v, W w, X x, Z z and more), I l 1 and O 0 cannot be told apart
  once their size is lost in a 28×28 crop: use the second candidate, or say what may come out."""


def render(bundle: Bundle, report: Report) -> str:
    """Return the card as Markdown; the same bundle and report give the same text.

    Args:
        bundle: the bundle, whose record tells its training.
        report: its figures, over several seeds where several runs were evaluated.
    """
    rows = report.rows()
    parts = [
        f"# {bundle.name}",
        f"Reads one handwritten character: {_graphemes(bundle)} ({len(bundle.charset)} classes).",
        "## Where it comes from",
        _origin(bundle),
        "## How it was measured",
        _protocol(bundle, report, rows),
        "## What it reads",
        _table(rows),
        *_sets(rows, report.absent),
        "## What it reads wrong",
        _confusions(rows),
        *_framing(report.framing),
        *doubt_text(bundle),
        *robustness_text(report.robustness),
        "## Limits",
        _limits(bundle),
    ]
    return "\n\n".join(parts) + "\n"


def _graphemes(bundle: Bundle) -> str:
    """Return the bundle's graphemes as code."""
    return f"`{''.join(bundle.charset.graphemes)}`"


def _limits(bundle: Bundle) -> str:
    """Return what the bundle cannot do."""
    mixes_case = all(bundle.charset.holds(grapheme) for grapheme in "Oo0")
    refuses = GATED if bundle.doubt and bundle.doubt.gate else PLAIN
    told = LIMITS.format(graphemes=_graphemes(bundle), refuses=refuses)
    return told + (LOOK_ALIKE if mixes_case else "")


def _origin(bundle: Bundle) -> str:
    """Return the training record as a list."""
    training = bundle.training
    packages = ", ".join(f"{name} {version}" for name, version in sorted(training.packages.items()))
    seeds = ", ".join(str(seed) for seed in training.seeds)
    return "\n".join(
        [
            f"- Data: {training.data}",
            f"- Recipe: {training.recipe}, {training.epochs} epochs, seed {seeds}",
            f"- Made: {training.created} with {packages}",
            f"- Model: {bundle.model_file.size:,} bytes, SHA-256 `{bundle.model_file.sha256}`",
            f"- Temperature: {bundle.temperature:.4f}",
        ]
    )


def _protocol(bundle: Bundle, report: Report, rows: tuple[Row, ...]) -> str:
    """Return how the figures came about."""
    runs = max((row.figures["accuracy"].num_seeds for row in rows), default=1)
    spread = (
        f"Figures are mean ± standard deviation over {runs} seeds."
        if runs > 1
        else "Figures are of one run, with Wilson's 95 % interval."
    )
    return PROTOCOL.format(contract=bundle.preprocess.contract, command=report.command, spread=spread)


def _table(rows: tuple[Row, ...]) -> str:
    """Return all figures as a Markdown table, in per cent."""
    lines = [
        "| set | may come out | n | accuracy | top 2 | macro recall | ECE |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        cells = [
            row.set,
            KINDS.get(row.charset, f"`{row.charset}`"),
            f"{row.n:,}",
            row.figures["accuracy"].percent_with_range,
        ]
        cells += [row.figures[metric].percent for metric in ("top_2", "macro_recall", "ece")]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _sets(rows: tuple[Row, ...], absent: tuple[str, ...]) -> list[str]:
    """Return what each set stands for, its blanks, and which sets are missing."""
    blanks = {row.set: row.num_blank for row in rows}
    lines = [
        f"- {item.name}: {item.about}"
        + (f"; no ink found in {blanks[item.name]:,}" if blanks[item.name] else "")
        for item in STANDARD
        if item.name in blanks
    ]
    lines += [f"- {name}: not there, so not measured" for name in absent]
    return ["\n".join(lines)] if lines else []


def _confusions(rows: tuple[Row, ...]) -> str:
    """Return the commonest errors of each set: of its widest charset, then of what is known."""
    lines, seen = [], set()
    for row in rows:
        if row.set in seen and row.charset in MERGED:
            continue  # the same errors over again, less those that merging forgives
        seen.add(row.set)
        worst = [
            f"{c.true} as {c.read} {c.count:,} ({100 * c.share:.1f} % of {c.true},"
            f" {100 * c.share_of_errors:.1f} % of errors)"
            for c in row.confusions[:MOST_CONFUSIONS]
        ]
        lines.append(f"- {row.set}, {KINDS.get(row.charset, row.charset)}: {'; '.join(worst) or 'nothing'}")
    return "\n".join(lines)


def _framing(framing: Mapping[str, Any]) -> list[str]:
    """Return the framing check, where it was made."""
    if not framing:
        return []
    lines = [
        f"- {pair}: AUC {check['before']['auc']:.3f} merely resized,"
        f" {check['after']['auc']:.3f} after preprocessing"
        for pair, check in framing.items()
    ]
    title = "## Whether a source is told by its frame (0.5 is a coin)"
    return [title, "\n".join(lines)]
