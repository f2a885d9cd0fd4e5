"""One look for every drawing: the page names its colours, so that it is light or dark as the page is."""

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inkread.reporting.page import SVG, Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

# Stand-ins that Matplotlib draws with; on the page each is a colour of its style sheet. The second colour
# is for viewers that know no page: it can be told from white and from black.
INK, GRID = "#010203", "#040506"
SERIES = ("#0a0b01", "#0a0b02", "#0a0b03", "#0a0b04", "#0a0b05", "#0a0b06")
PAGE_COLOURS = {
    INK: "currentColor",
    GRID: "var(--grid, #8884)",
    SERIES[0]: "var(--series-1, #2b7fd0)",
    SERIES[1]: "var(--series-2, #d9622b)",
    SERIES[2]: "var(--series-3, #2f9e5b)",
    SERIES[3]: "var(--series-4, #a45ae8)",
    SERIES[4]: "var(--series-5, #b58a1c)",
    SERIES[5]: "var(--series-6, #2492aa)",
}
DASHES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))
"""Line styles in the order of SERIES, so that no line is told by its colour alone."""

SHADE = (0x2B / 255, 0x7F / 255, 0xD0 / 255)  # of cells, whose value is how opaque they are
SHADE_BELOW = (0xC8 / 255, 0x5A / 255, 0x20 / 255)  # of cells below 0
WIDTH = 4.6  # inches; on a phone of 390 px, where a drawing is 358 px wide, its text is then still of 10 px

SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text: it can be found, copied, read aloud, and takes the page's font
    "svg.hashsalt": "inkread",  # the same drawing gives the same bytes
    "text.parse_math": False,  # a $ is a character that people write, not the start of a formula
    "font.size": 9.5,
    "axes.titlesize": 10,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 4,
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing says in words.

    Attributes:
        caption: what is shown and what to see in it.
        alt: what someone who cannot see the drawing needs to know, with its main figures.
        x: the horizontal axis, with its unit.
        y: the vertical axis, with its unit.
    """

    caption: str
    alt: str
    x: str = ""
    y: str = ""


def draw(paint: Callable[["Axes"], None], words: Words, *, height: float = 3.0) -> Figure:
    """Return the drawing that `paint` makes on one pair of axes, labelled with `words`.

    Args:
        paint: draws; colours are those of this module.
        words: caption, text for those who cannot see it, and axes.
        height: inches.
    """

    def on_axes(canvas: "Canvas") -> None:
        axes = canvas.subplots()
        axes.set_xlabel(words.x)
        axes.set_ylabel(words.y)
        paint(axes)

    return draw_many(on_axes, words, height=height)


def draw_many(paint: Callable[["Canvas"], None], words: Words, *, height: float) -> Figure:
    """Return the drawing that `paint` makes on a canvas of its own, WIDTH × `height` inches."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    file = io.BytesIO()
    settings: Any = {**mpl.rcParamsDefault, **SETTINGS}
    with mpl.rc_context(settings), warnings.catch_warnings():
        # The page's font draws the text, so it is no matter what Matplotlib's own one lacks.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
        canvas = Canvas(figsize=(WIDTH, height), layout="constrained")
        paint(canvas)
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas.savefig(file, format="svg", transparent=True, metadata=nothing)
    return Figure(_in_page_colours(file.getvalue()), SVG, words.caption, words.alt)


def _in_page_colours(svg: bytes) -> bytes:
    """Return the drawing with the page's colours in place of their stand-ins."""
    pattern = re.compile("|".join(PAGE_COLOURS))
    return pattern.sub(lambda found: PAGE_COLOURS[found[0]], svg.decode("utf-8")).encode("utf-8")
