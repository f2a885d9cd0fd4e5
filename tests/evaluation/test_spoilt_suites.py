"""The three suites on spoilt images: MNIST-C, digits redrawn, the robustness table."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.evaluation.corruptions import CORRUPTIONS
from inkread.evaluation.distortion_scales import SCALES
from inkread.evaluation.distortion_table import CLEAN, distortion_table
from inkread.evaluation.judge import JudgeOptions
from inkread.evaluation.mnist_c import mnist_c
from inkread.evaluation.redrawn import CANVAS, redraw, redrawn
from inkread.preprocess.contract import preprocess
from inkread.recognition.reader import Reader

TEXT = "17LTVX"


@pytest.fixture
def glyphs(drawing):
    """Samples as MNIST has them: glyphs of 28 px, white on black."""
    images = np.stack([preprocess(drawing(text)).glyph for text in TEXT])
    return Samples("glyphs", images, np.arange(6), Charset(tuple(TEXT)))


def options(seed=0):
    return JudgeOptions(TEXT, seed)


def test_every_corruption_is_read_both_ways(glyphs, tiny_bundle):
    found = mnist_c([Reader(tiny_bundle)], glyphs, options())
    assert found.kinds == tuple(CORRUPTIONS)
    assert found.straight
    assert (found.plain.runs[0].right, found.plain.runs[0].straight) == (6, 6)
    assert 0.3 < found.mean().mean < 1.0


def test_the_same_seed_gives_the_same_counts(glyphs, tiny_bundle):
    first, again, other = (mnist_c([Reader(tiny_bundle)], glyphs, options(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first.trials != other.trials


@pytest.mark.parametrize("suite", [mnist_c, redrawn])
def test_images_that_are_no_glyphs_are_refused(suite, drawing, tiny_bundle):
    large = Samples("large", np.stack([drawing(text) for text in TEXT]), np.arange(6), Charset(tuple(TEXT)))
    with pytest.raises(DataError, match="expected glyphs of 28×28 px"):
        suite([Reader(tiny_bundle)], large, options())


def test_a_redrawn_glyph_is_read_wherever_it_lies(glyphs, tiny_bundle):
    found = redrawn([Reader(tiny_bundle)], glyphs, options())
    assert (found.plain.accuracy.mean, found.trials[0].accuracy.mean) == (1.0, 1.0)


def test_a_canvas_is_white_and_its_glyph_of_any_size_at_any_place(glyphs):
    rng = np.random.default_rng(0)
    canvases = [redraw(glyphs.images[0], rng) for _ in range(40)]
    boxes = np.array(
        [
            [np.argwhere(canvas < 128).min(axis=0), np.argwhere(canvas < 128).max(axis=0)]
            for canvas in canvases
        ]
    )
    heights = boxes[:, 1, 0] - boxes[:, 0, 0] + 1
    assert {canvas.shape for canvas in canvases} == {(CANVAS, CANVAS)}
    assert heights.min() < 80 < 220 < heights.max() <= 290
    assert len({tuple(corner) for corner in boxes[:, 0].tolist()}) == 40
    assert all((canvas[0] == 255).all() for canvas in canvases)


def test_the_table_has_every_strength_of_every_distortion(glyphs, tiny_bundle):
    found = distortion_table([Reader(tiny_bundle)], glyphs, options())
    assert found.kinds == (CLEAN, *SCALES)
    assert all(
        [trial.strength for trial in found.of(name)] == list(scale.strengths)
        for name, scale in SCALES.items()
    )
    assert found.of(CLEAN)[0].accuracy.mean == 1.0
    assert found.graded
