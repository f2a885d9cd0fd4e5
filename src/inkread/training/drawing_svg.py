"""A network drawn as an SVG: each layer's maps a block, as high as they are, deeper the more there are."""

import math
from html import escape

from inkread.preprocess.frame import SIDE
from inkread.training.anatomy import Anatomy, LayerFacts
from inkread.training.drawing import shown_layers, size_words

PX = 5.0  # of the drawing for one px of the glyph
DEEPEST = 60.0  # px: the front-to-back width of the block with most channels
GAP = 26.0  # between blocks; names stand aslant under them
TOP, UNDER = 12.0, 112.0  # above the highest block, and for the words under it
SLANT = 0.5  # how far a block's top leans, px a px of depth
VECTOR_HEIGHT, VECTOR_WIDTH = 0.6 * SIDE * PX, 9.0
# Read on white and on black: what the page's text is drawn in, thinned out.
STYLE = (
    "text{font:15px system-ui,sans-serif;fill:currentColor}"  # 8 px where the drawing is 640 px wide
    ".face{fill:currentColor;fill-opacity:.14;stroke:currentColor;stroke-opacity:.7}"
    ".side{fill:currentColor;fill-opacity:.06;stroke:currentColor;stroke-opacity:.4}"
    ".size{fill-opacity:.7}"
)


def draw_svg(anatomy: Anatomy, *, title: str) -> str:
    """Return the network as one SVG of no fixed colour, from the glyph on the left to the logits.

    Args:
        anatomy: the network.
        title: what a screen reader says of the drawing.
    """
    blocks, left = [], GAP
    for layer in shown_layers(anatomy):
        block, width = _block(layer, left)
        blocks.append(block)
        left += width + GAP
    # The last words lean out to the right of their block.
    width, height = left + UNDER, TOP + SIDE * PX + SLANT * DEEPEST + UNDER
    said = f"{title}: {anatomy.parameters:,} parameters, {anatomy.multiply_adds:,} multiply-adds"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
        f' color="#555"><title>{escape(said)}</title><style>{STYLE}</style>{"".join(blocks)}</svg>\n'
    )


def _block(layer: LayerFacts, left: float) -> tuple[str, float]:
    """Return one layer's drawing with its words, and how wide it is."""
    if not layer.gives_maps:
        height, face, depth = VECTOR_HEIGHT, VECTOR_WIDTH, 0.0
    else:
        height = face = layer.output_shape[0] * PX
        depth = DEEPEST * math.log2(1 + layer.output_shape[2]) / math.log2(1 + 512)
    face = min(face, height)
    lean = SLANT * depth
    floor = TOP + SLANT * DEEPEST + SIDE * PX
    top = floor - (SIDE * PX - height) / 2 - height
    bottom, right = top + height, left + face
    back_left, back_right = (left + depth, top - lean), (right + depth, top - lean)
    shapes = ""
    if depth:
        shapes += _polygon("side", (left, top), back_left, back_right, (right, top))
        shapes += _polygon("side", (right, top), back_right, (right + depth, bottom - lean), (right, bottom))
    shapes += _polygon("face", (left, top), (right, top), (right, bottom), (left, bottom))
    return shapes + _words(layer, (left + right) / 2, floor + 18), face + depth


def _words(layer: LayerFacts, x: float, y: float) -> str:
    """Return a layer's name and size, aslant, so that neighbours do not run into one another."""
    return (
        f'<text transform="translate({x:.1f} {y:.1f}) rotate(38)">{escape(layer.name)}'
        f' <tspan class="size">{escape(size_words(layer))}</tspan></text>'
    )


def _polygon(kind: str, *points: tuple[float, float]) -> str:
    """Return a shape through points (x, y)."""
    return f'<polygon class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
