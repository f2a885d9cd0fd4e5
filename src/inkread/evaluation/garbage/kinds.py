"""Every kind of image that is no character: some to fit a gate on, others to judge it by."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from inkread.evaluation.garbage import lines, several, shapes, textures
from inkread.evaluation.garbage.characters import Glyphs
from inkread.evaluation.garbage.pages import Ink, on_page
from inkread.trail import GreyImage

Rng = np.random.Generator
FAMILIES = ("blank paper", "noise", "scribble", "several characters", "photograph", "pattern", "drawing")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of image.

    Attributes:
        name: what it shows.
        family: what a person would call it; one of `FAMILIES`.
        fitted: whether a gate is fitted on it; the others are for judging alone.
        make: makes one, given glyphs to put together.
    """

    name: str
    family: str
    fitted: bool
    make: Callable[[Rng, Glyphs], GreyImage]


def fitted() -> tuple[Kind, ...]:
    """Return the kinds that a gate is fitted on."""
    return tuple(kind for kind in KINDS if kind.fitted)


def held_out() -> tuple[Kind, ...]:
    """Return the kinds that a gate has never seen."""
    return tuple(kind for kind in KINDS if not kind.fitted)


def images_of(kind: Kind, glyphs: Glyphs, *, num: int, seed: int) -> Iterator[GreyImage]:
    """Yield images of one kind, the same for the same seed whatever other kinds there are.

    Args:
        kind: what they show.
        glyphs: characters for those that show several, axes (n, 28, 28).
        num: how many.
        seed: the only source of chance.
    """
    rng = np.random.default_rng((seed, zlib.crc32(kind.name.encode())))
    for _ in range(num):
        yield kind.make(rng, glyphs)


def _ink(make: Callable[[Rng], Ink]) -> Callable[[Rng, Glyphs], GreyImage]:
    """Return what makes a page with such ink on it."""
    return lambda rng, _: on_page(rng, make(rng))


def _whole(make: Callable[[Rng], GreyImage]) -> Callable[[Rng, Glyphs], GreyImage]:
    """Return what makes such an image, which is a page itself."""
    return lambda rng, _: make(rng)


def _written(make: Callable[[Rng, Glyphs], Ink]) -> Callable[[Rng, Glyphs], GreyImage]:
    """Return what makes a page with such writing on it."""
    return lambda rng, glyphs: on_page(rng, make(rng, glyphs))


KINDS = (
    Kind("clean paper", "blank paper", False, _whole(textures.clean_paper)),
    Kind("paper in shadow", "blank paper", False, _whole(textures.shaded_paper)),
    Kind("ruled paper", "blank paper", False, _ink(lines.ruling)),
    Kind("creased paper", "blank paper", True, _whole(textures.creased_paper)),
    Kind("stained paper", "blank paper", True, _whole(textures.stained_paper)),
    Kind("even noise", "noise", True, _whole(textures.even_noise)),
    Kind("camera grain", "noise", False, _whole(textures.grain)),
    Kind("salt and pepper", "noise", False, _whole(textures.salt_and_pepper)),
    Kind("noise out of focus", "noise", False, _whole(textures.coarse_noise)),
    Kind("scribble", "scribble", True, _ink(lines.scribble)),
    Kind("loops", "scribble", True, _ink(lines.loops)),
    Kind("zigzag", "scribble", True, _ink(lines.zigzag)),
    Kind("doodle", "scribble", True, _ink(lines.doodle)),
    Kind("tangle", "scribble", False, _ink(lines.tangle)),
    Kind("crossing out", "scribble", False, _ink(lines.crossing_out)),
    Kind("two apart", "several characters", True, _written(several.pair_apart)),
    Kind("two touching", "several characters", True, _written(several.pair_touching)),
    Kind("three in a row", "several characters", False, _written(several.three_in_a_row)),
    Kind("two stacked", "several characters", True, _written(several.pair_stacked)),
    Kind("two overlaid", "several characters", True, _written(several.pair_overlaid)),
    Kind("printed word", "several characters", False, _ink(several.printed_word)),
    Kind("printed page", "several characters", True, _ink(several.printed_page)),
    Kind("natural texture", "photograph", True, _whole(textures.natural_texture)),
    Kind("fallen leaves", "photograph", True, _whole(textures.fallen_leaves)),
    Kind("flower photograph", "photograph", True, _whole(textures.flower_photograph)),
    Kind("temple photograph", "photograph", False, _whole(textures.china_photograph)),
    Kind("hatching", "pattern", True, _ink(lines.hatching)),
    Kind("chequerboard", "pattern", True, _ink(textures.chequerboard)),
    Kind("blots", "pattern", True, _ink(textures.blots)),
    Kind("stripes", "pattern", False, _ink(textures.stripes)),
    Kind("dots in rows", "pattern", False, _ink(textures.spots)),
    Kind("maze", "pattern", False, _ink(lines.maze)),
    Kind("tap", "drawing", True, _ink(textures.tap)),
    Kind("smiley", "drawing", True, _ink(shapes.smiley)),
    Kind("house", "drawing", True, _ink(shapes.house)),
    Kind("spiral", "drawing", True, _ink(shapes.spiral)),
    Kind("car", "drawing", True, _ink(shapes.car)),
    Kind("tree", "drawing", True, _ink(shapes.tree)),
    Kind("star", "drawing", False, _ink(shapes.star)),
    Kind("heart", "drawing", False, _ink(shapes.heart)),
    Kind("stick figure", "drawing", False, _ink(shapes.stick_figure)),
    Kind("flower", "drawing", False, _ink(shapes.flower)),
    Kind("envelope", "drawing", False, _ink(shapes.envelope)),
    Kind("sun", "drawing", False, _ink(shapes.sun)),
)
"""Of every family some kinds that a gate is fitted on, and some that it never sees."""
