"""A drawing as an SVG file: its lines as they are, at any size."""

from inkread.preprocess.strokes import Stroke, Strokes

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">\n'
ROUND = 'stroke-linecap="round" stroke-linejoin="round"'
LOOK = f'<g fill="none" stroke="black" stroke-width="{{pen:g}}" {ROUND}>\n'


def svg_of(strokes: Strokes) -> str:
    """Return the text of an SVG file: black lines, no paper, in units of the canvas.

    Example:
        >>> seven = Strokes((Stroke((60, 200, 120), (60, 60, 230)),), 280, 280, 16)
        >>> print(svg_of(seven).splitlines()[2])
        <path d="M60 60L200 60L120 230"/>
    """
    paths = "".join(f'<path d="{_path(stroke)}"/>\n' for stroke in strokes.strokes)
    head = HEAD.format(width=strokes.width, height=strokes.height)
    return f"{head}{LOOK.format(pen=strokes.pen_width)}{paths}</g>\n</svg>\n"


def _path(stroke: Stroke) -> str:
    """Return a stroke's line; a tap is a line to its own place, which a round cap makes a dot."""
    places = [f"{x:g} {y:g}" for x, y in zip(stroke.x, stroke.y, strict=True)]
    return f"M{'L'.join(places if len(places) > 1 else places * 2)}"
