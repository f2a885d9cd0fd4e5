"""The part of a model card that says what spoilt images leave of the accuracy, as Markdown."""

from collections.abc import Sequence

from inkread.evaluation.distortion_scales import SCALES
from inkread.evaluation.kinds import KINDS
from inkread.evaluation.robustness import Robustness

TITLE = "## What spoilt images leave of it"
OPENING = """\
Read right: the first answer of `inkread read`, refused or not, in per cent. Refused: it said that this is no
character to read. Misread: wrong without a word. Network alone: the image straight into the network, past the
preprocessing, as the literature on MNIST-C measures."""


def robustness_text(tables: Sequence[Robustness]) -> list[str]:
    """Return the section's paragraphs, none where nothing was measured."""
    if not tables:
        return []
    return [TITLE, OPENING, *(text for found in tables for text in (heading(found), table(found)))]


def heading(found: Robustness) -> str:
    """Return what the table below is of, with its mean."""
    mean, worst = found.mean(), found.worst()
    told = f"; mean {mean.percent}" if mean is not None else ""
    told = f"{told}; worst {worst.accuracy.percent} ({worst.name})" if len(found.trials) > 1 else ""
    come_out = KINDS.get(found.charset, f"`{found.charset}`")
    return f"**{found.suite}** on {found.set}, {come_out}, {found.n:,} images, seed {found.seed}{told}:"


def table(found: Robustness) -> str:
    """Return a row a kind where kinds come in strengths, else a row a trial with all its figures."""
    if found.graded:
        return _by_strength(found)
    titles = ["", "read right", "refused", "misread", *(["network alone"] if found.straight else [])]
    rows = [[trial.kind, *trial.percents] for trial in (found.plain, *found.trials)]
    rows = [[*row, *[""] * (len(titles) - len(row))] for row in rows]
    return _markdown(titles, rows)


def _by_strength(found: Robustness) -> str:
    """Return a row a distortion with `strength: share` in every cell."""
    rows = [
        [
            kind,
            SCALES[kind].unit,
            ", ".join(f"{trial.strength:g}: **{trial.accuracy.percent}**" for trial in found.of(kind)),
        ]
        for kind in found.kinds
        if kind in SCALES
    ]
    clean = [trial for trial in found.trials if trial.kind not in SCALES]
    start = [[trial.kind, "", f"**{trial.accuracy.percent}**"] for trial in (found.plain, *clean)]
    return _markdown(["", "strength", "read right"], start + rows)


def _markdown(titles: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
