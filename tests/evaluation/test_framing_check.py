"""Two sets of samples compared before and after the contract."""

import cv2
import numpy as np

from inkread.charset import Charset
from inkread.datasets.samples import Samples
from inkread.evaluation.evaluate import frame_all
from inkread.evaluation.framing_check import check_framing, resized


def crosses(num: int, *, side: int, seed: int) -> Samples:
    """Return crosses of a random shape, drawn at a tenth of the way from the corner of a page."""
    rng = np.random.default_rng(seed)
    images = np.zeros((num, side, side), np.uint8)
    for image in images:
        top, left, high, wide = rng.integers([10, 10, 20, 20], [20, 20, 40, 40])
        middle = int(rng.integers(left + 5, left + wide - 5))
        cv2.line(image, (middle, top), (middle, top + high), 255, 3)
        cv2.line(image, (left, top + high // 2), (left + wide, top + high // 2), 255, 3)
    return Samples(f"side-{side}", images, np.arange(num) % 2, Charset(("+", "t")))


def test_the_page_s_size_betrays_the_source_until_the_contract_takes_it_away():
    small, large = crosses(120, side=64, seed=1), crosses(120, side=120, seed=2)
    found = check_framing((small, frame_all(small)), (large, frame_all(large)), seed=0)
    assert found.before.auc > 0.95
    assert found.after.auc < 0.6
    assert found.to_dict()["after"]["passed"] is True


def test_only_graphemes_of_both_sets_are_compared():
    first, second = crosses(120, side=64, seed=1), crosses(120, side=64, seed=2)
    other = Samples("other", second.images, second.labels, Charset(("t", "x")))
    found = check_framing((first, frame_all(first)), (other, frame_all(other)), seed=0)
    assert found.after.num_images == 120


def test_the_usual_way_keeps_polarity_and_stretches():
    wide = Samples("wide", [np.full((10, 40), 200, np.uint8)], np.array([0]), Charset(("-",)))
    assert resized(wide).tolist() == np.full((1, 28, 28), 200).tolist()
