"""What a model card says of a bundle's doubt, from the figures that `inkread bundle doubt` left in it."""

from collections.abc import Sequence

from inkread.bundle import Bundle, Score
from inkread.evaluation.garbage.kinds import FAMILIES
from inkread.evaluation.kinds import KINDS

LEVEL = "99"
TITLE = "## When it does not know"
INTRODUCTION = """\
By `{command}`, of the bundle alone. A *set* is meant to hold the truth for {level} of 100 images of each
character; *classes* is the share of classes for which it does, or less than a point less often. *Let through*
are the images of one character that are not refused. What is no character is refused, of kinds that the gate
was not fitted on:"""


def doubt_text(bundle: Bundle) -> list[str]:
    """Return the section's parts, Markdown; none of a bundle whose doubt was not measured."""
    refused = {score.set: score for score in bundle.scores if score.metric == "refused"}
    families = [refused[name] for name in FAMILIES if name in refused]
    if not families:
        return []
    told = INTRODUCTION.format(command=families[0].command, level=LEVEL)
    kept = [score for score in bundle.scores if score.metric == "kept"]
    return [
        TITLE,
        told,
        "\n".join([*map(_share, families)]),
        "\n".join(["| set | let through | n |", "|---|--:|--:|", *map(_kept, kept)]),
        *_sets(bundle.scores),
        *_areas(bundle.scores),
    ]


def _share(score: Score) -> str:
    """Return one family of images as a point."""
    return f"- {score.set}: {100 * score.value:.2f} % of {score.n:,}"


def _kept(score: Score) -> str:
    """Return the row of one set of characters."""
    return f"| {score.set} | {100 * score.value:.2f} | {score.n:,} |"


def _sets(scores: Sequence[Score]) -> list[str]:
    """Return the table of the sets' size and coverage, where they were measured."""
    metrics = [f"set_{what}_{LEVEL}" for what in ("coverage", "size", "classes")]
    found = {(score.set, score.charset, score.metric): score for score in scores if score.metric in metrics}
    rows = []
    for name, charset in dict.fromkeys((name, charset) for name, charset, _ in found):
        coverage, size, classes = (found[name, charset, metric] for metric in metrics)
        rows.append(
            f"| {name} | {KINDS.get(charset, f'`{charset}`')} | {coverage.n:,} | {100 * coverage.value:.2f} |"
            f" {size.value:.3f} | {100 * classes.value:.0f} |"
        )
    head = ["| set | may come out | n | holds the truth | mean size | classes |", "|---|---|--:|--:|--:|--:|"]
    return ["\n".join([*head, *rows])] if rows else []


def _areas(scores: Sequence[Score]) -> list[str]:
    """Return how well letters are told from digits by a reader of digits, where that was measured."""
    found = [score for score in scores if score.metric == "auroc"]
    lines = [f"- {score.set}, told from digits: AUROC {score.value:.3f} of {score.n:,}" for score in found]
    return ["\n".join(lines)] if lines else []
