"""The map shows which ink an answer stands on."""

import numpy as np
import pytest

from inkread.errors import CharsetError
from inkread.recognition.occlusion import occlusion_map
from inkread.recognition.reader import Reader


@pytest.fixture(scope="module")
def reader(tiny_bundle):
    return Reader(tiny_bundle)


def test_each_value_is_the_drop_when_the_patch_around_it_is_blanked(reader, drawing):
    glyph = reader.read(drawing("7")).glyph
    found = occlusion_map(reader, glyph)
    whole = reader.probabilities(glyph[None])[0]
    for row, column in ((4, 8), (4, 20), (14, 14), (0, 0), (26, 26)):
        blanked = glyph.copy()
        blanked[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3] = 0
        drop = whole[1] - reader.probabilities(blanked[None])[0, 1]  # 7 is the second of 17LTVX
        assert found[row, column] == pytest.approx(drop, abs=1e-6)


def test_between_the_patches_that_were_tried_it_is_interpolated(reader, drawing):
    found = occlusion_map(reader, reader.read(drawing("7")).glyph)
    assert (found.shape, found.dtype) == ((28, 28), np.float32)
    np.testing.assert_allclose(
        found[:-2:2][:, 1:-2:2], (found[:-2:2, :-2:2] + found[:-2:2, 2::2]) / 2, atol=1e-6
    )


def test_ink_matters_and_paper_does_not(reader, drawing):
    glyph = reader.read(drawing("7")).glyph
    found = occlusion_map(reader, glyph)
    paper = np.array(
        [
            [not glyph[max(0, r - 3) : r + 4, max(0, c - 3) : c + 4].any() for c in range(28)]
            for r in range(28)
        ]
    )
    assert paper.any()
    assert (found[paper] == 0).all()
    row, column = np.unravel_index(found.argmax(), found.shape)
    assert glyph[row - 2 : row + 3, column - 2 : column + 3].any()


def test_ink_that_speaks_against_an_answer_is_below_zero(reader, drawing):
    glyph = reader.read(drawing("7")).glyph
    against = occlusion_map(reader, glyph, "1")
    assert against.min() < 0
    assert np.unravel_index(against.argmin(), against.shape)[0] < 14


def test_a_glyph_without_ink_stands_on_nothing(reader):
    assert not occlusion_map(reader, np.zeros((28, 28), np.uint8)).any()


def test_a_wider_patch_takes_more_away(reader, drawing):
    glyph = reader.read(drawing("X")).glyph
    assert occlusion_map(reader, glyph, patch=9).max() > occlusion_map(reader, glyph, patch=3).max()


def test_the_glyph_is_left_as_it_was(reader, drawing):
    glyph = reader.read(drawing("L")).glyph
    before = glyph.copy()
    occlusion_map(reader, glyph)
    np.testing.assert_array_equal(glyph, before)


def test_an_answer_that_cannot_come_out_is_refused(reader, drawing):
    with pytest.raises(CharsetError, match="'Q'"):
        occlusion_map(reader, reader.read(drawing("L")).glyph, "Q")


@pytest.mark.parametrize("patch", [0, 29])
def test_a_patch_of_no_or_too_many_pixels_is_refused(reader, patch):
    with pytest.raises(ValueError, match="patch of 1 to 28 px"):
        occlusion_map(reader, np.zeros((28, 28), np.uint8), patch=patch)
