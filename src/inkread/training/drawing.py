"""A network drawn in text: a bar for each layer's maps, as wide as they are, darker the more there are."""

from collections.abc import Sequence

from inkread.preprocess.frame import SIDE
from inkread.training.anatomy import Anatomy, LayerFacts

SHADES = "░▒▓█"  # for up to 8, 32, 128 and more channels
SHADE_LIMITS = (8, 32, 128)
VECTOR = "│"  # a vector has no width on the glyph
HEADINGS = ("layer", "", "output", "parameters", "sees", "step", "multiply-adds")
NUMBERS = 3  # the first column whose cells are set to the right


def draw(anatomy: Anatomy) -> str:
    """Return the network as lines of text, the glyph on top; layers that change no shape are left away."""
    shown = shown_layers(anatomy)
    sizes = [size_words(layer) for layer in shown]
    width = max(len(size) for size in sizes)
    rows = [
        f"{_bar(layer)}  {size:<{width}}  {layer.name}{'  ' if layer.detail else ''}{layer.detail}"
        for layer, size in zip(shown, sizes, strict=True)
    ]
    return "\n".join(row.rstrip() for row in rows)


def table(anatomy: Anatomy) -> str:
    """Return the layer table as lines of text, with the totals under it."""
    rows = [HEADINGS, *(_row(layer) for layer in anatomy.layers)]
    totals = ("in all", "", "", f"{anatomy.parameters:,}", "", "", f"{anatomy.multiply_adds:,}")
    return "\n".join(_aligned([*rows, totals]))


def shown_layers(anatomy: Anatomy) -> list[LayerFacts]:
    """Return the layers worth drawing: the glyph, and each that computes or gives another shape."""
    before = [None, *anatomy.layers]
    return [
        layer
        for previous, layer in zip(before, anatomy.layers, strict=False)
        if previous is None or layer.multiply_adds or previous.output_shape != layer.output_shape
    ]


def size_words(layer: LayerFacts) -> str:
    """Return an output's shape in words: maps as height×width×channels."""
    return "×".join(str(side) for side in layer.output_shape)


def _bar(layer: LayerFacts) -> str:
    """Return a bar as wide as the layer's maps, in the middle of the glyph's 28 px."""
    if not layer.gives_maps:
        return VECTOR.center(SIDE)
    shade = SHADES[sum(layer.output_shape[2] > limit for limit in SHADE_LIMITS)]
    return (shade * layer.output_shape[1]).center(SIDE)


def _row(layer: LayerFacts) -> tuple[str, ...]:
    """Return a layer's cells."""
    return (
        layer.name,
        layer.detail,
        size_words(layer),
        f"{layer.parameters:,}" if layer.parameters else "",
        f"{layer.receptive_field} px" if layer.gives_maps else "all",
        f"{layer.downsampling} px" if layer.gives_maps else "",
        f"{layer.multiply_adds:,}" if layer.multiply_adds else "",
    )


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if column >= NUMBERS else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
