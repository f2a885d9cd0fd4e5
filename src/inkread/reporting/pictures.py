"""Images of glyphs as small PNG files for a page, alone or side by side."""

import io
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from inkread.reporting.page import PNG, Figure, Gallery
from inkread.reporting.style import Words
from inkread.trail import GreyImage

LONGEST = 96  # px; a photo of megapixels would be as many megabytes in the page
GAP = 1  # px between the tiles of a grid
GAP_GREY = 128


def png_of(image: GreyImage) -> bytes:
    """Return a grey image, axes (height, width), as a PNG of at most 96 px a side, area averaged."""
    from PIL import Image

    picture = Image.fromarray(np.ascontiguousarray(image))
    longest = max(picture.size)
    if longest > LONGEST:
        shape = [max(1, round(side * LONGEST / longest)) for side in picture.size]
        picture = picture.resize((shape[0], shape[1]), Image.Resampling.BOX)
    return _encoded(picture)


def gallery(images: Iterable[GreyImage], labels: Sequence[str], caption: str) -> Gallery:
    """Return images, each with axes (height, width) and its label, as a gallery."""
    return Gallery(
        tuple((png_of(image), label) for image, label in zip(images, labels, strict=True)), caption
    )


def pair_gallery(
    pairs: Iterable[tuple[GreyImage, GreyImage]], labels: Sequence[str], caption: str
) -> Gallery:
    """Return pairs of images, each of any size, side by side under one label, as a gallery."""
    items = ((side_by_side(*pair), label) for pair, label in zip(pairs, labels, strict=True))
    return Gallery(tuple(items), caption, pairs=True)


def side_by_side(left: GreyImage, right: GreyImage) -> bytes:
    """Return two grey images, each axes (height, width), as the halves of one PNG, 2:1.

    Either is enlarged pixel by pixel, or shrunk, to fill its half in its own proportions.
    """
    from PIL import Image

    whole = Image.new("L", (2 * LONGEST, LONGEST), 0)
    for place, image in enumerate((left, right)):
        picture = Image.fromarray(np.ascontiguousarray(image))
        scale = LONGEST / max(picture.size)
        method = Image.Resampling.NEAREST if scale >= 1 else Image.Resampling.BOX
        picture = picture.resize(
            (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), method
        )
        across, down = (LONGEST - picture.width) // 2, (LONGEST - picture.height) // 2
        whole.paste(picture, (place * LONGEST + across, down))
    return _encoded(whole)


def image_grid(images: npt.NDArray[np.uint8], words: Words, *, num_columns: int) -> Figure:
    """Return images of one size, axes (n, height, width), in rows of `num_columns`, as one picture."""
    from PIL import Image

    num, height, width = images.shape
    num_rows = max(1, -(-num // num_columns))
    whole = np.full((num_rows * (height + GAP) - GAP, num_columns * (width + GAP) - GAP), GAP_GREY, np.uint8)
    for place, image in enumerate(images):
        row, column = divmod(place, num_columns)
        top, left = row * (height + GAP), column * (width + GAP)
        whole[top : top + height, left : left + width] = image
    return Figure(_encoded(Image.fromarray(whole)), PNG, words.caption, words.alt)


def _encoded(picture: object) -> bytes:
    """Return a Pillow image as the bytes of a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)  # type: ignore[attr-defined]
    return file.getvalue()
