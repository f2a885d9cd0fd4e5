"""Ink on paper as a scanner or a camera sees it, with what stands around it on its page."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

Share = npt.NDArray[np.float32]
"""How much ink there is at each pixel, 0-1, axes (height, width)."""

SMALLEST, LARGEST = 20, 72  # px: how high the ink of a word is in the picture
LARGE = 48  # px: likewise, where nothing but the hand shall be hard to read
SQUARE = (0.4, 0.9)  # of that: the side of a square, between a third and the whole of what is written
PRINTED = (80, 180)  # grey levels of squares
TIGHTEST, WIDEST = 0.02, 0.5  # of the ink's height: paper left around it
FULL = 255
MOST_BLUR = 0.018  # of the picture's height
RULED, NEIGHBOURED, SPECKLED, SCANNED, PACKED = 0.3, 0.12, 0.15, 0.3, 0.35  # of the pictures
STOOD_ON = 0.6  # of the ruled ones: the line is what the writing stands on, as on paper that is made for it
CLUMPED = 0.5  # of the speckled ones: grains as wide as a pen
INKED = 0.5


def photographed(
    ink: GreyImage, rng: np.random.Generator, *, others: Callable[[], GreyImage] | None = None
) -> GreyImage:
    """Return a picture of some ink, axes (height, width), uint8, of dark ink on light paper or, rarely, not.

    Args:
        ink: white on black.
        rng: the only source of chance.
        others: returns the ink of the writing above or below, parts of which may reach in; None for none.
    """
    share = _on_page(_at_size(ink, rng), rng)
    base = _base(share)
    if others is not None and rng.random() < NEIGHBOURED:
        _reach_in(share, others(), rng)
    if rng.random() < RULED:
        _rule(share, base, rng)
    share = cv2.GaussianBlur(share, (0, 0), 0.25 + float(rng.uniform(0.0, MOST_BLUR)) * share.shape[0])
    share *= float(rng.uniform(0.75, 1.0))
    if rng.random() < SPECKLED:
        _speckle(share, rng)
    paper = float(rng.uniform(150, 255))
    dark = float(rng.uniform(0, max(1.0, paper - 70)))
    shade = float(rng.uniform(0, 45)) * _slope(share.shape, rng)
    grain = rng.normal(0.0, float(rng.uniform(0.0, 7.0)), share.shape)
    seen = (paper - shade) * (1 - share) + dark * share + grain
    if rng.random() < SCANNED:
        seen = _scanned(seen, paper, dark, rng)
    picture = np.asarray(np.clip(np.rint(seen), 0, FULL), dtype=np.uint8)
    if rng.random() < PACKED:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 90))]
        packed = cv2.imencode(".jpg", picture, quality)[1]
        picture = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return picture if rng.random() < 0.95 else np.asarray(FULL - picture)


def on_clean_paper(
    ink: GreyImage, rng: np.random.Generator, *, others: Callable[[], GreyImage] | None = None
) -> GreyImage:
    """Return a picture as `photographed` does, but black on white, large, sharp; `others` do not reach in."""
    share = _on_page(_at_size(ink, rng, smallest=LARGE), rng)
    return np.asarray(np.rint(FULL * (1 - np.clip(share, 0.0, 1.0))), dtype=np.uint8)


def on_squared_paper(
    ink: GreyImage, rng: np.random.Generator, *, others: Callable[[], GreyImage] | None = None
) -> GreyImage:
    """Return a picture as `on_clean_paper` does, on printed squares lighter than the ink."""
    page = on_clean_paper(ink, rng, others=others)
    room = round(float(rng.uniform(*SQUARE)) * LARGE)  # more paper, for squares to be seen around the ink
    page = np.pad(page, room, constant_values=FULL)
    step, pen = round(float(rng.uniform(*SQUARE)) * LARGE), int(rng.integers(1, 4))
    lines = np.full_like(page, FULL)
    level = int(rng.integers(*PRINTED))
    for side in (lines, lines.T):
        for place in range(int(rng.integers(step)), len(side), step):
            side[place : place + pen] = level
    return np.minimum(page, lines)


def _at_size(ink: GreyImage, rng: np.random.Generator, *, smallest: float = SMALLEST) -> Share:
    """Return the ink cropped, at the size that it has in the picture."""
    left, top, width, height = cv2.boundingRect((ink > FULL // 3).view(np.uint8))
    cropped = ink[top : top + max(1, height), left : left + max(1, width)].astype(np.float32) / FULL
    size = float(np.exp(rng.uniform(np.log(smallest), np.log(LARGEST))))
    # A dash or a dot is written as small as beside letters: it must not fill the picture.
    scale = size / max(cropped.shape[0], 24)
    shape = (max(2, round(cropped.shape[1] * scale)), max(2, round(cropped.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(cropped, shape, interpolation=how), dtype=np.float32)


def _on_page(ink: Share, rng: np.random.Generator) -> Share:
    """Return the ink with paper on all sides."""
    room = np.exp(rng.uniform(np.log(TIGHTEST), np.log(WIDEST), 4)) * max(12, ink.shape[0])
    top, bottom, left, right = (max(1, round(float(side))) for side in room)
    return np.pad(ink, ((top, bottom), (left, right)))


def _reach_in(share: Share, other: GreyImage, rng: np.random.Generator) -> None:
    """Let feet of the line above or heads of the line below reach into the page."""
    deep = max(1, round(float(rng.uniform(0.03, 0.14)) * share.shape[0]))
    scale = share.shape[0] / max(1, other.shape[0]) * float(rng.uniform(0.7, 1.0))
    wide = (max(2, round(other.shape[1] * scale)), max(2, round(other.shape[0] * scale)))
    near = cv2.resize(other, wide, interpolation=cv2.INTER_AREA).astype(np.float32) / FULL
    rows = np.flatnonzero(near.max(axis=1) > INKED)
    if not rows.size:
        return
    width = min(share.shape[1], near.shape[1])
    if rng.random() < INKED:
        cut = near[max(0, rows[-1] + 1 - deep) : rows[-1] + 1, :width]
        part = share[: cut.shape[0], :width]
    else:
        cut = near[rows[0] : rows[0] + deep, :width]
        part = share[share.shape[0] - cut.shape[0] :, :width]
    np.maximum(part, cut, out=part)


def _base(share: Share) -> float:
    """Return the height on which most of the ink stands, as a part of the page's."""
    inked = share > INKED
    columns = np.flatnonzero(inked.any(axis=0))
    if not columns.size:
        return 1.0
    height = share.shape[0]
    return float(np.median(height - np.argmax(inked[::-1, columns], axis=0)) / height)


def _rule(share: Share, base: float, rng: np.random.Generator) -> None:
    """Draw a line under the ink or where it stands, sometimes one above it, rarely through it."""
    height, width = share.shape
    pen = max(1, round(height * float(rng.uniform(0.01, 0.09))))
    under = (
        base + float(rng.uniform(-0.03, 0.07)) if rng.random() < STOOD_ON else float(rng.uniform(0.68, 1.0))
    )
    page = np.zeros_like(share)
    places = [under] + [float(rng.uniform(0.0, 0.12))] * int(rng.integers(2))
    for place in places:
        row, tilt = place * height, float(rng.normal(0.0, 0.01)) * width
        ends = (0, round(row - tilt)), (width, round(row + tilt))
        cv2.line(page, *ends, 1.0, pen, cv2.LINE_AA)
    if rng.random() < 0.3:  # dotted, as lines that a scan only just keeps
        page[:, np.arange(width) % int(rng.integers(3, 9)) < 2] = 0.0
    np.maximum(share, page * float(rng.uniform(0.3, 1.0)), out=share)


def _speckle(share: Share, rng: np.random.Generator) -> None:
    """Sow grains of black, as a scanner makes of grey paper, evenly or more on one side."""
    most = float(rng.uniform(0.02, 0.35))
    clump = 2 if rng.random() < CLUMPED and min(share.shape) > 2 else 1
    drawn = rng.random((-(-share.shape[0] // clump), -(-share.shape[1] // clump)))
    chance = np.kron(drawn, np.ones((clump, clump)))[: share.shape[0], : share.shape[1]]
    grains = chance < most * _slope(share.shape, rng)
    share[grains] = np.maximum(share[grains], float(rng.uniform(0.5, 1.0)))


def _scanned(seen: Share, paper: float, dark: float, rng: np.random.Generator) -> Share:
    """Return a picture in black and white, or nearly, as scanners and copiers make them."""
    level = dark + (paper - dark) * float(rng.uniform(0.35, 0.62))
    steep = float(np.exp(rng.uniform(np.log(3.0), np.log(60.0))))
    return np.asarray(np.clip((seen - level) * steep + FULL / 2, 0, FULL), dtype=np.float32)


def _slope(shape: tuple[int, ...], rng: np.random.Generator) -> Share:
    """Return an even fall over the page in a direction by chance, 0-1."""
    angle = float(rng.uniform(0.0, 2.0 * np.pi))
    rows, columns = np.linspace(-0.5, 0.5, shape[0]), np.linspace(-0.5, 0.5, shape[1])
    plane = np.sin(angle) * rows[:, None] + np.cos(angle) * columns[None, :]
    return np.asarray((plane - plane.min()) / max(1e-6, float(np.ptp(plane))), dtype=np.float32)


PAPERS = {"any": photographed, "clean": on_clean_paper, "squared": on_squared_paper}
"""What makes a picture of ink, by the paper's name."""
