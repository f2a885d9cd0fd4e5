"""A set is explored whatever its form: one size or any, one class, an empty one, several splits."""

import json

import numpy as np
import pytest
from PIL import Image

from inkread.charset import NAMED, Charset
from inkread.datasets.formats import write_npz
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.evaluation.exploration import findings
from inkread.reporting.explore_page import explore_page
from inkread.reporting.html import render
from inkread.study.explore import explore


def strokes(num: int, *, seed: int, charset: Charset = NAMED["digits"]) -> Samples:
    """Return images of a bar each, its place and length drawn, labels in turn."""
    rng = np.random.default_rng(seed)
    images = np.zeros((num, 28, 28), np.uint8)
    for image in images:
        top, left, height, width = rng.integers((2, 2, 4, 4), (8, 8, 18, 18))
        image[top : top + height, left : left + width] = rng.integers(100, 256, (height, width))
    return Samples("strokes", images, np.arange(num) % len(charset), charset)


@pytest.fixture
def splits(tmp_path):
    """An npz of two splits, three images of the second planted in the first."""
    train, test = strokes(60, seed=1), strokes(30, seed=2)
    train.images[[5, 15, 25]] = test.images[[0, 10, 20]]
    write_npz(tmp_path / "set.npz", {"train": train, "test": test})
    return str(tmp_path / "set.npz")


def test_planted_copies_between_the_splits_are_all_found(splits):
    exploration, pictures = explore(splits)
    (shared,) = exploration.overlaps
    assert shared.exact.tolist() == [[5, 0], [15, 10], [25, 20]]
    assert shared.num_images == 3
    assert [pair.label for pair in pictures.shared] == [
        "5 (train 5) | 0 (test 0)",
        "5 (train 15) | 0 (test 10)",
        "5 (train 25) | 0 (test 20)",
    ]
    assert any("one of test: 3 (3 byte for byte)" in found.text for found in findings(exploration))


def test_one_split_alone_is_compared_with_none(splits):
    exploration, _ = explore(splits, split="test")
    assert [part.split for part in exploration.parts] == ["test"]
    assert exploration.overlaps == ()


def test_facts_are_the_same_whatever_the_seed_and_pictures_by_the_seed(splits):
    first, second, other = (explore(splits, seed=seed) for seed in (0, 0, 1))
    assert json.dumps(first[0].to_dict()) == json.dumps(other[0].to_dict())
    same = zip(first[1].samples, second[1].samples, strict=True)
    assert all(np.array_equal(a.image, b.image) for a, b in same)


def test_images_of_any_size_are_explored_and_bad_files_counted(tmp_path, drawing):
    for grapheme, shapes in {"T": ((120, 120), (60, 90)), "L": ((120, 80), (120, 120))}.items():
        (tmp_path / grapheme).mkdir()
        for number, (height, width) in enumerate(shapes):
            page = drawing(grapheme)[:height, :width]
            Image.fromarray(page).save(tmp_path / grapheme / f"{number}.png")
    (tmp_path / "T" / "bad.png").write_bytes(b"no image")
    exploration, pictures = explore(str(tmp_path))
    (part,) = exploration.parts
    assert (part.pixels.num_images, part.pixels.num_unreadable, part.pixels.is_one_size) == (4, 1, False)
    assert part.ink.num_dark_ink == 4
    assert pictures.portraits.mean.shape == (2, 28, 28)
    assert {pair.right.shape for pair in pictures.framed} == {(28, 28)}
    assert "T/bad.png" in render(explore_page(exploration, pictures, command="c"))


@pytest.mark.parametrize("graphemes", ["A", "AB"])
def test_a_set_of_one_class_with_or_without_an_empty_one_is_explored(tmp_path, graphemes):
    samples = strokes(20, seed=0, charset=Charset(("A",)))
    write_npz(
        tmp_path / "a.npz", {"train": Samples("a", samples.images, samples.labels, Charset(tuple(graphemes)))}
    )
    exploration, pictures = explore(str(tmp_path / "a.npz"))
    page = render(explore_page(exploration, pictures, command="c"))
    assert "One class has images" in page
    assert ("No image of B" in page) == (graphemes == "AB")


def test_a_set_without_an_image_ends_in_one_line(tmp_path):
    write_npz(tmp_path / "a.npz", {"train": strokes(1, seed=0).take(np.zeros(0, np.int64))})
    with pytest.raises(DataError, match="expected images to look at, got none"):
        explore(str(tmp_path / "a.npz"))
