"""Random writing from a few glyphs: slant, turn, wobble and pen width, framed again by the contract.

Grey writing is bent alone: its pens, its blur and the place where it ends up stay as they are.

A whole batch is bent in one call: its glyphs are laid out in one tall mosaic, each in a tile with
room around it, and one map says where every output pixel comes from.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.frame import SIDE, frame
from inkread.training.blemishes import blemish
from inkread.training.recipes.augmentation import Augmentation
from inkread.training.traits import draw_traits

Glyphs = npt.NDArray[np.uint8]
"""Glyphs in the contract's frame, axes (n, 28, 28), uint8, white ink on black."""
Floats = npt.NDArray[np.float32]

PAD = 6  # px around each glyph in the mosaic, so that no glyph bleeds into the next
TILE = SIDE + 2 * PAD
FINE_SCALE = 1.5  # of the frame: pens are drawn finer than the frame's pixels
FINE = int(FINE_SCALE * TILE)
KNOTS = 5  # of the wobble's grid, each way
NUM_SIDES = 4
BLOCK = 512  # glyphs bent at once: OpenCV's remap takes at most 32,766 rows
LEAST_KEPT = 0.4  # of a glyph's ink: what a pen so thin leaves is no glyph any more
CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
THICK = 2.3  # px of the frame: strokes wider than that can be thinned by 1.3 px
LEAST_LEVEL, MOST_LEVEL = 0.08, 0.85  # of the darkest ink: thresholds beyond lose or flood the glyph


def augment(
    glyphs: Glyphs, graphemes: Sequence[str], settings: Augmentation, rng: np.random.Generator
) -> Glyphs:
    """Return each glyph as someone else might have written it, axes (n, 28, 28), framed again unless grey.

    Args:
        glyphs: axes (n, 28, 28).
        graphemes: what each shows, for the traits that belong to one letter; n of them.
        settings: how far writing may stray.
        rng: the only source of chance.
    """
    blocks = range(0, len(glyphs), BLOCK)
    made = [_augment(glyphs[s : s + BLOCK], graphemes[s : s + BLOCK], settings, rng) for s in blocks]
    return np.concatenate(made) if made else glyphs.copy()


def _augment(
    glyphs: Glyphs, graphemes: Sequence[str], settings: Augmentation, rng: np.random.Generator
) -> Glyphs:
    """Return a block of glyphs as someone else might have written them."""
    count = len(glyphs)
    tiles = np.zeros((count, TILE, TILE), dtype=np.uint8)
    tiles[:, PAD : PAD + SIDE, PAD : PAD + SIDE] = glyphs
    if settings.traits > 0:
        draw_traits(tiles, graphemes, settings.traits, rng)
    bent = _bend(tiles, settings, rng)
    if settings.grey:
        small = _scaled_down(bent)
        bent_alone = small.any(axis=(1, 2), keepdims=True)
        if settings.untouched:
            bent_alone &= rng.random((count, 1, 1)) >= settings.untouched
        return np.where(bent_alone, small, glyphs)
    inked = _draw_pen(bent, settings, rng)
    if settings.blemished:
        inked = blemish(inked, settings.blemished, rng)
    clip = rng.random(count) < settings.clipped
    sides = rng.integers(NUM_SIDES, size=count)
    depths = rng.uniform(0.02, settings.clip_share, size=count)
    framed = np.empty_like(glyphs)
    for row in range(count):
        ink = inked[row]
        if clip[row]:
            ink = _clip(ink, int(sides[row]), float(depths[row]))
        framed[row] = frame(ink)[0] if ink.any() else glyphs[row]
    return framed


def _bend(tiles: Glyphs, settings: Augmentation, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs turned, slanted, stretched and wobbled, axes (n, 60, 60)."""
    count = len(tiles)
    matrices = _matrices(count, settings, rng)
    axis = (np.arange(FINE, dtype=np.float32) + 0.5) / FINE_SCALE - TILE / 2
    grid = np.stack(np.meshgrid(axis, axis, indexing="xy"), axis=-1)  # (60, 60, 2) as (x, y)
    source = np.einsum("hwk,njk->nhwj", grid, matrices, optimize=True)
    source += np.moveaxis(_smooth_noise((count, 2), settings.wobble, rng), 1, -1)
    source += TILE / 2 - 0.5
    if settings.shift:
        source += rng.normal(0.0, settings.shift, (count, 1, 1, 2))
    np.clip(source, 0, TILE - 1, out=source)
    source[..., 1] += (np.arange(count, dtype=np.float32) * TILE)[:, None, None]
    maps = source.reshape(count * FINE, FINE, 2)
    bent = cv2.remap(tiles.reshape(count * TILE, TILE), maps, None, cv2.INTER_LINEAR)
    return np.asarray(bent, dtype=np.uint8).reshape(count, FINE, FINE)


def _scaled_down(bent: Glyphs) -> Glyphs:
    """Return the middle of the fine tiles at the frame's scale, axes (n, 28, 28).

    All in one call, in a column: three fine rows become two, so that no row has a part in two glyphs.
    """
    side = int(FINE_SCALE * SIDE)
    edge = (FINE - side) // 2
    column = np.ascontiguousarray(bent[:, edge : edge + side, edge : edge + side]).reshape(-1, side)
    small = cv2.resize(column, (SIDE, SIDE * len(bent)), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8).reshape(-1, SIDE, SIDE)


def _matrices(count: int, settings: Augmentation, rng: np.random.Generator) -> Floats:
    """Return the inverse affine maps (output to source), axes (n, 2, 2) acting on (x, y)."""
    turn = np.deg2rad(rng.normal(0.0, settings.rotation, count))
    slant = rng.normal(0.0, settings.shear, count)
    stretch = np.exp(rng.normal(0.0, settings.aspect, count) / 2)
    cosine, sine = np.cos(turn), np.sin(turn)
    rotation = np.stack([np.stack([cosine, -sine], -1), np.stack([sine, cosine], -1)], -2)
    shear = np.zeros((count, 2, 2))
    shear[:, 0, 0], shear[:, 1, 1], shear[:, 0, 1] = stretch, 1 / stretch, slant
    return np.asarray(rotation @ shear, dtype=np.float32)


def _smooth_noise(shape: tuple[int, ...], deviation: float, rng: np.random.Generator) -> Floats:
    """Return smooth fields of the given standard deviation at their knots, axes (*shape, 60, 60)."""
    knots = rng.normal(0.0, deviation, (*shape, KNOTS, KNOTS)).astype(np.float32)
    spread = _cubic_spread()
    return np.asarray(spread @ knots @ spread.T, dtype=np.float32)


def _cubic_spread() -> Floats:
    """Return the matrix that spreads values at the knots over a line, axes (60, 5)."""
    eye = np.eye(KNOTS, dtype=np.float32)
    return np.asarray(cv2.resize(eye, (KNOTS, FINE), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _draw_pen(bent: Glyphs, settings: Augmentation, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs inked with pens of random width, 0 or 255, axes (n, 60, 60).

    A blurred stroke cut at a low level comes out bold, at a high one thin; a level that varies over the
    glyph is a pen pressed unevenly, or a bad binarisation that leaves gaps.
    """
    count = len(bent)
    flat = bent.reshape(count * FINE, FINE)
    blurred = cv2.blur(cv2.blur(flat, (3, 3)), (3, 3)).reshape(bent.shape)
    peak = blurred.max(axis=(1, 2)).astype(np.float32)
    level = rng.uniform(settings.boldest, settings.thinnest, count).astype(np.float32)[:, None, None]
    level = np.clip(level + _smooth_noise((count,), settings.pressure, rng), LEAST_LEVEL, MOST_LEVEL)
    inked = np.where(blurred > level * peak[:, None, None], np.uint8(255), np.uint8(0))
    plain = np.where(blurred > peak[:, None, None] / 2, np.uint8(255), np.uint8(0))
    faded = np.count_nonzero(inked, axis=(1, 2)) < LEAST_KEPT * np.count_nonzero(plain, axis=(1, 2))
    inked = np.where(faded[:, None, None], plain, inked)
    fine = rng.random(count) < settings.fine_pens
    return _thin(inked, fine)


def _thin(inked: Glyphs, chosen: npt.NDArray[np.bool_]) -> Glyphs:
    """Return the glyphs, the chosen ones written with a fine pen where their strokes are thick enough.

    An erosion takes a pixel off each side of a stroke; strokes that it would take away whole stay, so that
    nothing falls apart.
    """
    flat = inked.reshape(-1, FINE)
    eroded = cv2.erode(flat, CROSS, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    lost = cv2.subtract(flat, cv2.dilate(eroded, CROSS))
    thin = cv2.max(eroded, lost).reshape(inked.shape)
    area = np.count_nonzero(inked, axis=(1, 2))
    rim = area - np.count_nonzero(eroded.reshape(inked.shape), axis=(1, 2))
    width = 2.0 * area / np.maximum(1, rim) / FINE_SCALE
    return np.where((chosen & (width > THICK))[:, None, None], thin, inked)


def _clip(ink: Glyphs, side: int, depth: float) -> Glyphs:
    """Return `ink`, axes (60, 60), without a strip of `depth` of the glyph along one side."""
    left, top, width, height = cv2.boundingRect(ink)
    kept = ink.copy()
    rows, columns = round(height * depth), round(width * depth)
    if side == 0:
        kept[: top + rows] = 0
    elif side == 1:
        kept[top + height - rows :] = 0
    elif side == 2:
        kept[:, : left + columns] = 0
    else:
        kept[:, left + width - columns :] = 0
    return kept
