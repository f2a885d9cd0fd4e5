"""The source of an image is told where its frame betrays it, and not where it does not."""

from pathlib import Path

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.framing import FEATURE_NAMES, framing_auc, framing_features

LABELS = np.repeat(np.arange(4), 60)


def blots(seed: int, *, top: int = 8, peak: int = 256) -> np.ndarray:
    """Return blots of random size and shade, one a label, axes (240, 28, 28)."""
    rng = np.random.default_rng(seed)
    images = np.zeros((len(LABELS), 28, 28), np.uint8)
    for image in images:
        height, width = rng.integers(6, 13, size=2)
        left = 14 - width // 2
        image[top : top + height, left : left + width] = rng.integers(1, peak, size=(height, width))
    return images


def test_two_draws_of_one_source_cannot_be_told_apart():
    report = framing_auc(blots(1), blots(2), LABELS, LABELS, seed=0)
    assert report.auc == pytest.approx(0.5, abs=0.1)
    assert report.passed


def test_another_place_in_the_frame_betrays_the_source():
    report = framing_auc(blots(1), blots(2, top=9), LABELS, LABELS, seed=0)
    assert report.auc > 0.95
    assert not report.passed
    assert report.telling[0] == ("box top", 1.0)
    assert report.group_aucs["grey histogram"] < 0.65


def test_another_grey_scale_betrays_the_source():
    report = framing_auc(blots(1), blots(2, peak=200), LABELS, LABELS, seed=0)
    assert report.group_aucs["grey histogram"] > 0.95
    assert report.group_aucs["box"] < 0.65


def test_the_mix_of_classes_does_not_betray_the_source():
    shades = np.repeat(np.arange(50, 250, 50), 120).astype(np.uint8)
    labels = np.repeat(np.arange(4), 120)
    images = np.zeros((480, 28, 28), np.uint8)
    images[:, 8:18, 8:18] = shades[:, None, None]
    mostly_0 = np.r_[0:120, 120:150, 240:270, 360:390]
    mostly_3 = np.r_[0:30, 120:150, 240:270, 360:480]
    report = framing_auc(images[mostly_0], images[mostly_3], labels[mostly_0], labels[mostly_3], seed=0)
    assert report.auc == pytest.approx(0.5, abs=0.1)
    assert report.num_images == 2 * 4 * 30


def test_sources_without_a_common_class_cannot_be_compared():
    with pytest.raises(DataError, match="images of the same classes from either source, got 0"):
        framing_auc(blots(1), blots(2), LABELS, LABELS + 10, seed=0)


def test_features_hold_box_mass_and_histogram():
    glyph = np.zeros((1, 28, 28), np.uint8)
    glyph[0, 3:7, 10:20] = 255
    found = dict(zip(FEATURE_NAMES, framing_features(glyph)[0], strict=True))
    assert [found[f"box {name}"] for name in ("top", "left", "height", "width")] == [3, 10, 4, 10]
    assert (found["mass row"], found["mass column"]) == (4.5, 14.5)
    assert (found["grey 240-255"], found["grey 0-15"]) == (40 / 784, 744 / 784)


def test_a_report_is_json_ready_and_the_same_every_time():
    first, again = (framing_auc(blots(1), blots(2), LABELS, LABELS, seed=3).to_dict() for _ in range(2))
    assert first == again
    assert first["passed"] is True


@pytest.mark.real_data
def test_unframed_mnist_and_emnist_digits_are_told_apart_at_once(real_data: Path):
    from inkread.datasets.formats import read_emnist, read_mnist

    mnist, emnist = read_mnist(real_data / "mnist", "test"), read_emnist(real_data / "emnist")
    few = slice(0, 2000)
    report = framing_auc(
        np.asarray(mnist.images[few]),
        np.asarray(emnist.images[few]),
        mnist.labels[few],
        emnist.labels[few],
        seed=0,
    )
    assert report.auc > 0.99
