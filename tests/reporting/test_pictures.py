"""Images become small pictures with their pixels in place."""

import io

import numpy as np
from PIL import Image

from inkread.reporting.pictures import GAP_GREY, gallery, image_grid, png_of
from inkread.reporting.style import Words


def opened(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)))


def test_a_glyph_keeps_every_pixel():
    glyph = np.random.default_rng(0).integers(0, 256, (28, 28), np.uint8)
    np.testing.assert_array_equal(opened(png_of(glyph)), glyph)


def test_a_photo_is_made_small_in_its_proportions():
    assert opened(png_of(np.zeros((960, 480), np.uint8))).shape == (96, 48)
    assert opened(png_of(np.zeros((5000, 3), np.uint8))).shape == (96, 1)


def test_a_gallery_has_a_label_for_each_image():
    made = gallery(np.zeros((2, 4, 4), np.uint8), ["a", "b"], "Two")
    assert [label for _, label in made.items] == ["a", "b"]


def test_a_grid_holds_all_images_and_fills_its_last_row_up():
    images = np.arange(3, dtype=np.uint8)[:, None, None] * np.ones((1, 2, 2), np.uint8)
    grid = opened(image_grid(images, Words("c", "a"), num_columns=2).svg_or_png)
    assert grid.shape == (5, 5)
    assert [grid[0, 0], grid[0, 3], grid[3, 0], grid[3, 3]] == [0, 1, 2, GAP_GREY]
