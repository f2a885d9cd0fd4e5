"""At which resolution a page of a PDF is drawn: a scanned one at its own, so that its pixels stay the same.

Lengths are in points, 72 to the inch, from the page's upper left corner, before the page is turned.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inkread.errors import ImageError
from inkread.preprocess.decode.limits import MAX_PIXELS, MAX_SIDE

POINTS: Final = 72.0  # to the inch (ISO 32000-2, section 8.3.2.3)
DRAWN_DPI: Final = 300
"""Of what is drawn by lines and letters: as an office scans; a line of 0.2 mm is two pixels wide then.

Of 70 codes of eight characters, 2.5 mm high, 0.5 % of the characters were wrong at 200 to 600 dpi, 0.7 % at
150, 1.4 % at 100 and 4.8 % at 75; of those 4 mm high 0.4 or 0.5 % at each.
"""

LEAST_DPI: Final = 100  # of a drawn page too large for more, such as a poster
ENOUGH_DPI: Final = 200  # for what is drawn over a coarse picture
SCANNED_SHARE: Final = 0.25  # of the page that pictures cover at least where it is a scan; a logo covers less
SAME_SCALE: Final = 0.02  # by which a picture's two resolutions may differ; those of a fax differ by a half
INSIDE: Final = 0.002  # px that a picture's place is less on each side: PDFium takes w + 1e-4 px for w + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page.

    Attributes:
        columns: of its pixels, along the page's width.
        rows: of its pixels.
        width: that it takes.
        height: that it takes.
        left: of the box around it.
        top: of the box around it.
        upright: whether its sides are the page's; then the box around it is its own.
    """

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    upright: bool

    @property
    def area(self) -> float:
        """How much of the page it takes."""
        return self.width * self.height

    @property
    def scale(self) -> float:
        """Its pixels a point, of its finer side."""
        return max(self.columns / self.width, self.rows / self.height)

    @property
    def square(self) -> bool:
        """Whether its pixels are as high as wide, and lie along the page's sides."""
        across, down = self.columns / self.width, self.rows / self.height
        return self.upright and abs(across / down - 1) < SAME_SCALE


@dataclass(frozen=True, slots=True)
class View:
    """How a page is drawn: a point (x, y) lies at (left + x * across, top + y * down).

    Attributes:
        columns: px of the drawing's width.
        rows: px of its height.
        across: px a point.
        down: px a point.
        left: px.
        top: px.
    """

    columns: int
    rows: int
    across: float
    down: float
    left: float = 0.0
    top: float = 0.0


def view_of(width: float, height: float, pictures: Sequence[Placed], *, drawn: bool) -> View:
    """Return how a page is drawn.

    A page of nothing but scanned pictures has their resolution, or the half or third of it where that is more
    than a picture may have; one with lines, letters or notes on it a whole multiple that shows these well.

    Args:
        width: of the page.
        height: of it.
        pictures: on it.
        drawn: whether there is more on it than they.

    Raises:
        ImageError: `too_many_pixels`, when the page is so large that nothing on it could be read.
    """
    scan = _scan(width * height, pictures)
    most = math.sqrt(MAX_PIXELS / (width * height))
    most = min(most, MAX_SIDE / max(width, height))
    if scan is None:
        return _even(width, height, _readable(min(DRAWN_DPI / POINTS, most), width, height))
    times = 1.0
    if drawn and scan.scale < ENOUGH_DPI / POINTS:
        times = float(math.ceil(min(ENOUGH_DPI / POINTS, most) / scan.scale))
    while scan.scale * times > most:
        times = times - 1 if times > 1 else 1 / (round(1 / times) + 1)
    if drawn:
        _readable(scan.scale * times, width, height)
    if not scan.square:
        return _even(width, height, scan.scale * times)
    return _aligned(width, height, scan, times)


def _scan(area: float, pictures: Sequence[Placed]) -> Placed | None:
    """Return the picture whose resolution the page has: the finest that, with finer ones, covers enough.

    A small logo may be finer than the scan beside it; a scan may lie on the page in strips, or as fine
    letters over a coarse ground.
    """
    covered = 0.0
    for one in sorted(pictures, key=lambda picture: -picture.scale):
        covered += one.area
        if covered >= SCANNED_SHARE * area:
            return one
    return None


def _readable(scale: float, width: float, height: float) -> float:
    """Return the scale; refuse one at which no writing can be read."""
    if scale * POINTS < LEAST_DPI:
        raise ImageError(
            f"expected a page of at most {MAX_PIXELS:,} pixels at {LEAST_DPI} dpi, got one of"
            f" {width / POINTS:,.0f} × {height / POINTS:,.0f} inches; print it smaller, or save it as PNG",
            reason="too_many_pixels",
        )
    return scale


def _even(width: float, height: float, scale: float) -> View:
    """Return the view of a page at one scale."""
    columns, rows = max(1, math.floor(width * scale)), max(1, math.floor(height * scale))
    return View(columns, rows, columns / width, rows / height)


def _aligned(width: float, height: float, scan: Placed, times: float) -> View:
    """Return the view in which a picture's pixels are those of the drawing."""
    columns, across, left = _along(width, scan.left, scan.width, scan.columns * times)
    rows, down, top = _along(height, scan.top, scan.height, scan.rows * times)
    return View(columns, rows, across, down, left, top)


def _along(page: float, start: float, length: float, pixels: float) -> tuple[int, float, float]:
    """Return the page's pixels, those a point and where it begins, along one side."""
    whole = max(1, math.floor(pixels + 1e-6))
    usual = whole / length
    scale = max(whole - 2 * INSIDE, INSIDE) / length
    begins = round(start * usual)
    return max(1, round(page * usual)), scale, begins + INSIDE - start * scale
