"""The workflow of a study as a drawing: boxes from the data to the tested model, with what each did."""

from collections.abc import Sequence
from html import escape

from inkread.evaluation.study_result import StudyFacts, StudyInquiry
from inkread.reporting.page import SVG, Figure

WIDTH, ROW, BOX, GAP = 640, 74, 52, 22
TEXT_LEFT = 16
MOST_LETTERS = 98  # of 12 px that a box holds
MARK = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
    ' orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="currentColor"/></marker></defs>'
)


def workflow(facts: StudyFacts, inquiries: Sequence[StudyInquiry]) -> Figure:
    """Return the drawing, from top to bottom."""
    boxes = [
        ("Data", f"{facts.source}, framed by one preprocessing; copies of test images taken out"),
        (
            "Three parts",
            f"{facts.num_training:,} train, {facts.num_validation:,} choose,"
            f" {facts.num_test:,} wait for the end",
        ),
        ("Scale", "the same network on pixels of three scales"),
        *((one.question, ", ".join(run.name for run in one.runs)) for one in inquiries),
        ("Cross-validation", "how far the base recipe's accuracy depends on the images it is given"),
        ("Final model", "the best candidate on validation images, trained from several seeds"),
        ("Test", "read once"),
    ]
    height = ROW * len(boxes)
    drawn = "".join(_box(place, title, text) for place, (title, text) in enumerate(boxes))
    arrows = "".join(
        f'<line x1="{WIDTH / 2}" y1="{place * ROW + BOX}" x2="{WIDTH / 2}" y2="{(place + 1) * ROW - 1}"'
        ' stroke="currentColor" marker-end="url(#arrow)"/>'
        for place in range(len(boxes) - 1)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" font-family="sans-serif">{MARK}{drawn}{arrows}</svg>'
    )
    steps = " Then ".join(f"{title}: {text}." for title, text in boxes)
    return Figure(svg.encode(), SVG, "The way of the study, from the data to one reading of the test.", steps)


def _box(place: int, title: str, text: str) -> str:
    """Return one box with its two lines."""
    top = place * ROW + 1
    shown = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    return (
        f'<rect x="1" y="{top}" width="{WIDTH - 2}" height="{BOX - 2}" rx="8" fill="none"'
        ' stroke="currentColor"/>'
        f'<text x="{TEXT_LEFT}" y="{top + GAP - 2}" font-size="14" font-weight="bold" fill="currentColor">'
        f"{escape(title)}</text>"
        f'<text x="{TEXT_LEFT}" y="{top + 2 * GAP - 4}" font-size="12" fill="currentColor">'
        f"{escape(shown)}</text>"
    )
