"""The icon: a white I on blue, the same shapes as an SVG file and as a PNG of any size."""

import itertools
import math
import struct
import zlib

SIDE, CORNER, PEN = 32, 6, 3.0  # units: of the square, of its round corners, of the pen's width
PAPER, INK = (0x1B, 0x3A, 0x6B), (0xFF, 0xFF, 0xFF)
PAPER_BYTES = bytes(PAPER)
TOP, FOOT = ((12.0, 8.0), (20.0, 8.0)), ((10.0, 24.0), (18.0, 24.0))
STEM = ((16.0, 8.0), (15.0, 14.0), (14.0, 19.0), (14.0, 24.0))
"""A cubic Bézier curve: where it begins, what it is drawn to, where it ends."""
PIECES = 8  # straight lines that the stem is drawn as; more look alike at any size of a screen

Point = tuple[float, float]
Line = tuple[Point, Point]


def icon_svg() -> str:
    """Return the text of an SVG file."""
    (left, top), (right, _) = TOP
    (x, y), *rest = STEM
    bends = " ".join(f"{at - x:g} {down - y:g}" for at, down in rest).replace(" -", "-")
    foot, width = FOOT[0][0] - rest[-1][0], FOOT[1][0] - FOOT[0][0]
    line = f"M{left:g} {top:g}h{right - left:g}M{x:g} {y:g}c{bends}m{foot:g} 0h{width:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" rx="{CORNER}" fill="#{bytes(PAPER).hex()}"/>'
        f'<path d="{line}" fill="none" stroke="#fff" stroke-width="{PEN:g}" stroke-linecap="round"/></svg>\n'
    )


def icon_png(side: int) -> bytes:
    """Return a PNG file of `side` × `side` pixels, its corners transparent.

    Each pixel is as full of ink, and as opaque, as the shape's distance from its middle tells, which is
    smooth enough for the eye and needs no pixels drawn larger first.
    """
    lines = [TOP, FOOT, *_stem()]
    rows = (_row((down + 0.5) * SIDE / side, side, lines) for down in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)  # 8 bits each of red, green, blue and alpha
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _row(y: float, side: int, lines: list[Line]) -> bytes:
    """Return a row of pixels, whose middles are `y` units below the top, after the number of its filter.

    Only where a line or a corner is near is anything worked out: the window must not wait for its icon.
    """
    row, fine = bytearray(1), side / SIDE
    near = [
        line for line in lines if min(line[0][1], line[1][1]) - PEN < y < max(line[0][1], line[1][1]) + PEN
    ]
    left = min((min(line[0][0], line[1][0]) for line in near), default=SIDE) - PEN
    right = max((max(line[0][0], line[1][0]) for line in near), default=0) + PEN
    is_by_corner = min(y, SIDE - y) < CORNER
    for number in range(side):
        x = (number + 0.5) / fine
        ink = 0.0
        if left < x < right:
            ink = _full((PEN / 2 - min(_distance(line, x, y) for line in near)) * fine)
        row += _mixed(ink) if ink else PAPER_BYTES
        row.append(round(255 * _full(-_outside(x, y) * fine)) if is_by_corner else 255)
    return bytes(row)


def _mixed(ink: float) -> bytes:
    """Return red, green and blue of paper that so much ink, 0 to 1, is on."""
    return bytes(round(back + (front - back) * ink) for back, front in zip(PAPER, INK, strict=True))


def _full(inside: float) -> float:
    """Return how much of a pixel a shape fills, 0 to 1, whose edge is so many pixels beyond its middle."""
    return min(1.0, max(0.0, inside + 0.5))


def _outside(x: float, y: float) -> float:
    """Return how far a point is outside the square with round corners; inside it is negative."""
    straight = SIDE / 2 - CORNER
    right, down = abs(x - SIDE / 2) - straight, abs(y - SIDE / 2) - straight
    return math.hypot(max(right, 0.0), max(down, 0.0)) + min(max(right, down), 0.0) - CORNER


def _distance(line: Line, x: float, y: float) -> float:
    """Return how far a point is from a line."""
    (left, top), (right, foot) = line
    along, down = right - left, foot - top
    share = ((x - left) * along + (y - top) * down) / (along * along + down * down)
    share = min(1.0, max(0.0, share))
    return math.hypot(x - left - share * along, y - top - share * down)


def _stem() -> list[Line]:
    """Return the stem as straight lines, by Bernstein's polynomials."""
    shares = [number / PIECES for number in range(PIECES + 1)]
    places = [
        tuple(
            sum(math.comb(3, k) * t**k * (1 - t) ** (3 - k) * bend[axis] for k, bend in enumerate(STEM))
            for axis in (0, 1)
        )
        for t in shares
    ]
    return [(start, end) for start, end in itertools.pairwise(places)]  # type: ignore[misc]


def _chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
