"""One pass over a set: each image is decoded once, measured, and let go of."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inkread.datasets.explore.ink import Ink, measure_ink
from inkread.datasets.explore.pixels import NUM_LEVELS
from inkread.datasets.samples import Labels, Samples, is_dark_ink
from inkread.errors import ImageError
from inkread.preprocess.contract import preprocess
from inkread.preprocess.frame import SIDE
from inkread.trail import GreyImage

BLOCK = 1024  # images of one array that are measured at once
DIGEST_BYTES = 16  # 128 bits: no two images of a billion share one by chance

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What one pass over a set found; the images themselves are kept only where they were an array.

    Attributes:
        rows: the images that can be read, as places in the set, axes (n,).
        labels: theirs, axes (n,).
        shapes: height and width, axes (n, 2).
        histogram: pixels of each grey level, axes (256,).
        digests: one an image, of its shape and bytes.
        ink: see `measure_ink`, axes (n, 7).
        glyphs: the images as they can be compared, axes (n, height, width), white ink on black: those
            of an array as they are, others in the contract's frame.
        is_framed: whether `glyphs` went through the contract.
        faults: a sentence for each image that cannot be read.
    """

    rows: npt.NDArray[np.int64]
    labels: Labels
    shapes: npt.NDArray[np.int64]
    histogram: npt.NDArray[np.int64]
    digests: tuple[bytes, ...]
    ink: Ink
    glyphs: npt.NDArray[np.uint8]
    is_framed: bool
    faults: tuple[str, ...]


def survey(samples: Samples, *, progress: Progress | None = None) -> Survey:
    """Return what one pass over `samples` finds.

    Args:
        samples: images of one size or any.
        progress: told the number done and the number of all.
    """
    array = samples.images if isinstance(samples.images, np.ndarray) else None
    framed = array is None or is_dark_ink(array)
    found = _Found()
    for start, block in _blocks(samples, found.faults):
        found.add(start, block, frame=framed)
        if progress is not None:
            progress(start + len(block), len(samples))
    rows = np.array(found.rows, np.int64)
    return Survey(
        rows=rows,
        labels=samples.labels[rows],
        shapes=np.array(found.shapes, np.int64).reshape(-1, 2),
        histogram=found.histogram,
        digests=tuple(found.digests),
        ink=np.concatenate([measure_ink(np.zeros((0, 1, 1), np.uint8)), *found.ink]),
        glyphs=array if array is not None and not framed else _stacked(found.glyphs),
        is_framed=framed,
        faults=tuple(found.faults),
    )


@dataclass(slots=True)
class _Found:
    """What the pass has found so far."""

    rows: list[int] = field(default_factory=list)
    shapes: list[tuple[int, ...]] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    ink: list[Ink] = field(default_factory=list)
    glyphs: list[GreyImage] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    histogram: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(NUM_LEVELS, np.int64))

    def add(self, start: int, block: npt.NDArray[np.uint8], *, frame: bool) -> None:
        """Measure a block of images, axes (n, height, width), the first of which is at `start`."""
        self.rows += range(start, start + len(block))
        self.shapes += [block.shape[1:]] * len(block)
        self.digests += [_digest(image) for image in block]
        self.histogram += np.bincount(block.reshape(-1), minlength=NUM_LEVELS)
        self.ink.append(measure_ink(block))
        if frame:
            self.glyphs += [preprocess(image).glyph for image in block]


def _stacked(glyphs: list[GreyImage]) -> npt.NDArray[np.uint8]:
    """Return framed glyphs as one array, axes (n, 28, 28)."""
    return np.stack(glyphs) if glyphs else np.zeros((0, SIDE, SIDE), np.uint8)


def _blocks(samples: Samples, faults: list[str]) -> Iterator[tuple[int, npt.NDArray[np.uint8]]]:
    """Yield the place of the first image of each block, and the block, axes (n, height, width).

    Images of any size come one by one; what is wrong with those that cannot be read goes to `faults`.
    """
    if isinstance(samples.images, np.ndarray):
        for start in range(0, len(samples), BLOCK):
            yield start, np.ascontiguousarray(samples.images[start : start + BLOCK])
        return
    for row in range(len(samples)):
        try:
            image = samples.images[row]
        except ImageError as error:
            faults.append(str(error))
            continue
        yield row, image[None]


def _digest(image: npt.NDArray[np.uint8]) -> bytes:
    """Return a hash of one image's shape and bytes."""
    content = repr(image.shape).encode() + image.tobytes()
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).digest()
