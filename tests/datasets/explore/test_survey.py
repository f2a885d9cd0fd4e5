"""One pass measures every image that can be read, in arrays and in folders alike."""

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.explore import survey as module
from inkread.datasets.explore.pixels import pixel_facts
from inkread.datasets.explore.survey import survey
from inkread.datasets.folder import read_folder
from inkread.datasets.samples import Samples


def random_samples(num: int) -> Samples:
    images = np.random.default_rng(0).integers(0, 120, (num, 28, 28), np.uint8)
    return Samples("random", images, np.arange(num) % 10, NAMED["digits"])


def test_values_are_counted_over_all_blocks(monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 4)
    samples = random_samples(10)
    told = []
    found = survey(samples, progress=lambda done, total: told.append((done, total)))
    facts = pixel_facts(found.shapes, found.histogram, {})
    assert (facts.low, facts.high) == (samples.images.min(), samples.images.max())
    assert facts.mean == pytest.approx(samples.images.mean())
    assert facts.deviation == pytest.approx(samples.images.std())
    assert (len(found.digests), found.ink.shape, facts.is_one_size) == (10, (10, 7), True)
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_bright_ink_of_one_size_is_compared_as_it_is():
    samples = random_samples(3)
    found = survey(samples)
    assert found.glyphs is samples.images
    assert not found.is_framed


def test_dark_ink_is_framed_before_it_is_compared(drawing):
    samples = Samples("pages", np.stack([drawing("T"), drawing("L")]), np.array([0, 1]), NAMED["digits"])
    found = survey(samples)
    assert found.is_framed
    assert found.glyphs.shape == (2, 28, 28)
    assert found.glyphs[:, 0, 0].tolist() == [0, 0]


def test_unreadable_files_are_named_and_left_out(tmp_path, drawing):
    from PIL import Image

    for name, (height, width) in {"A/1.png": (60, 40), "B/2.png": (50, 90)}.items():
        (tmp_path / name).parent.mkdir()
        Image.fromarray(drawing("T")[:height, :width]).save(tmp_path / name)
    (tmp_path / "A" / "0.png").write_bytes(b"no image")
    found = survey(read_folder(tmp_path).samples)
    assert found.rows.tolist() == [1, 2]
    assert found.labels.tolist() == [0, 1]
    assert found.shapes.tolist() == [[60, 40], [50, 90]]
    assert len(found.faults) == 1
    assert "A/0.png" in found.faults[0]
    facts = pixel_facts(found.shapes, found.histogram, {found.faults[0]: 1})
    assert (facts.num_shapes, facts.heights, facts.num_unreadable) == (2, (50, 55, 60), 1)


def test_a_set_without_images_has_no_facts_but_raises_nothing():
    samples = random_samples(3).take(np.zeros(0, np.int64))
    found = survey(samples)
    facts = pixel_facts(found.shapes, found.histogram, {})
    assert (facts.num_images, facts.low, facts.high, found.ink.shape) == (0, 0, 0, (0, 7))


def test_equal_images_have_equal_digests_and_others_do_not():
    samples = random_samples(3)
    samples.images[2] = samples.images[0]
    first, second, third = survey(samples).digests
    assert first == third != second
