"""Sections on ways to validate: which K is best here, and what hold-out and bootstrap say beside it."""

from collections.abc import Sequence

from inkread.evaluation.validation_processes import KChoice, Process
from inkread.reporting.page import Callout, Paragraph, Section, Table
from inkread.reporting.percent import percent


def which_k(choice: KChoice) -> Section:
    """Return what each K measured, and which is best here."""
    rows = tuple(
        (
            f"{score.num_folds}",
            len(score.means),
            round(score.num_training),
            percent(sum(score.means) / len(score.means)),
            f"{100 * score.bias:+.2f} ± {100 * score.bias_error:.2f}",
            f"{100 * score.deviation:.2f}",
            round(score.images_trained),
            "?" if score.seconds is None else f"{score.seconds / 60:.1f}",
        )
        for score in choice.scores
    )
    table = Table(
        ("K", "repeats", "trained on", "accuracy", "bias", "spread", "images trained", "minutes"),
        rows,
        "What K folds say, what they miss, and what they cost.",
        "Bias: mean less that of the largest K, ± its standard error. Spread: standard deviation over"
        " repeats. Both in points of a per cent. Images trained and minutes are those of one repeat.",
    )
    reasons = tuple(Paragraph(sentence) for sentence in choice.why)
    return Section("Which K", (Callout(f"Best here: K = {choice.best}.", "good"), table, *reasons))


def ways_to_validate(processes: Sequence[Process]) -> Section:
    """Return the ways to validate side by side."""
    rows = tuple(
        (
            item.title,
            percent(item.accuracy),
            percent(item.interval[0]),
            percent(item.interval[1]),
            item.num_fits,
            item.images_trained,
            "?" if item.seconds is None else f"{item.seconds / 60:.1f}",
            item.note,
        )
        for item in processes
    )
    header = ("validated by", "accuracy", "from", "to", "networks", "images trained", "minutes", "note")
    caption = "Other ways to validate the same recipe on the same images, with 95 % intervals."
    return Section("Other ways to validate", (Table(header, rows, caption),))
