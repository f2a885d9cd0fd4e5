"""The page of likely label errors: each image with the label that it has and the one that it may deserve."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inkread.datasets.label_patch import LabelChange
from inkread.reporting.page import Callout, Code, Page, Paragraph, Section, Table
from inkread.reporting.pictures import gallery
from inkread.trail import GreyImage

MOST_PAIRS = 15


@dataclass(frozen=True, slots=True)
class LabelErrorFacts:
    """What the page tells besides the images.

    Attributes:
        source: the set.
        num_images: images judged.
        num_likely: likely errors among them.
        patch: the patch file's name, or None where none was written.
    """

    source: str
    num_images: int
    num_likely: int
    patch: str | None


def label_errors_page(
    facts: LabelErrorFacts, changes: Sequence[LabelChange], images: Sequence[GreyImage]
) -> Page:
    """Return the page of `changes`, most suspicious first.

    Args:
        facts: what else it tells.
        changes: likely label errors.
        images: of the first of them, axes (height, width) each; the others are counted, not shown.
    """
    share = facts.num_likely / max(facts.num_images, 1)
    summary = (
        f"{facts.num_likely:,} of {facts.num_images:,} labels of {facts.source} ({100 * share:.2f} %) are"
        " likely errors: a network that had not seen the image reads it otherwise, and by more than it is"
        " usually unsure of that class."
    )
    left = len(changes) - len(images)
    more = f" The {left:,} least suspicious are left out here." if left else ""
    caption = f"Row in the source, label as it is → label suggested, and the probability of that.{more}"
    names = [_name(change) for change in changes[: len(images)]]
    shown = gallery(images, names, caption) if images else Callout("No label is doubted.", "good")
    return Page(
        f"Likely label errors of {facts.source}",
        summary,
        (
            Section("The images", (shown,)),
            Section("What is taken for what", (_pairs(changes),)),
            Section("How to go on", _advice(facts)),
        ),
    )


def _name(change: LabelChange) -> str:
    """Return what is written under an image."""
    decided = "" if change.status == "proposed" else f", {change.status}"
    sure = f"{100 * change.confidence:.0f}\u00a0%"
    return f"row\u00a0{change.row}: {change.label}\u00a0→\u00a0{change.suggested} ({sure}{decided})"


def _pairs(changes: Sequence[LabelChange]) -> Table:
    """Return how often each label is doubted in favour of which."""
    pairs = Counter((change.label, change.suggested) for change in changes)
    rows = tuple((label, other, count) for (label, other), count in pairs.most_common(MOST_PAIRS))
    note = "Pairs that look alike, such as 0 and O, are doubtful rather than wrong." if rows else ""
    return Table(("label", "suggested", "images"), rows, "The commonest doubts, most frequent first", note)


def _advice(facts: LabelErrorFacts) -> tuple[Paragraph | Code | Callout, ...]:
    """Return what to do with the page."""
    look = Callout(
        "A suspect is not yet an error: look at each image before you accept a change. Never change the"
        " labels of a test split by what the tested network says.",
        "warning",
    )
    if facts.patch is None:
        return (look, Paragraph("Name a file with --patch to write the changes down."))
    decide = Paragraph(
        f"Write accepted or rejected for proposed in the column status of {facts.patch}, in any spreadsheet"
        " or editor, save it as CSV, and apply it, to the A–Z CSV or to any other set:"
    )
    commands = (
        f"inkread data prepare SOURCE OUT --labels-patch {facts.patch}",
        f"inkread data export SOURCE OUT.npz --labels-patch {facts.patch}",
    )
    return (look, decide, Code("\n".join(commands)))
