"""What is said of the images of a run before it trains."""

import numpy as np

from inkread.charset import Charset
from inkread.cli.material_words import cautions, images_sentence, left_out, num_images
from inkread.training.material import Material

FIVE = Charset(tuple("ABCDE"))


def material(labels, validation, **facts) -> Material:
    """Return blank images with these labels; the pixels do not matter."""
    glyphs = np.zeros((len(labels), 28, 28), np.uint8)
    held = np.zeros((len(validation), 28, 28), np.uint8)
    usual = {"sources": ("mine",), "num_leaks": 0, "num_blank": 0}
    arrays = (glyphs, np.array(labels, np.int64), held, np.array(validation, np.int64))
    return Material(FIVE, *arrays, **(usual | facts))


def test_nothing_is_said_where_every_class_is_validated():
    assert list(cautions(material(range(5), range(5)))) == []


def test_classes_without_an_image_to_validate_on_are_named():
    (said,) = cautions(material(range(5), [0, 1, 3]))
    assert said.startswith("No image is left to validate 2 of 5 classes on (C, E)")
    assert said.endswith("give each class 10 images or more")


def test_a_run_that_cannot_be_validated_at_all_says_so():
    (said,) = cautions(material(range(5), []))
    assert said.startswith("No image is left to validate on")
    assert said.endswith("give each class 10 images or more")


def test_many_images_left_out_are_told_with_the_reason():
    (said,) = left_out(material([*range(5), *range(5)], range(5), num_leaks=12, num_blank=3))
    assert said.startswith("15 of 30 images are left out: 12 alike a held-out one, 3 without ink;")


def test_a_tenth_of_the_images_left_out_is_not_worth_a_caution():
    few = material([*range(5), *range(5)], [*range(5), 0, 1, 2], num_leaks=2)
    assert list(left_out(few)) == []
    assert num_images(few) == {"training": 10, "validation": 8, "left_out_alike": 2, "left_out_blank": 0}
    assert images_sentence(num_images(few)).endswith("; left out: 2 alike a held-out one.")
