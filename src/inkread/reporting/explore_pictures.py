"""The images on the page about a data set: portraits, samples, and what preprocessing makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from inkread.datasets.explore.portraits import Portraits
from inkread.reporting.page import Block, Gallery, Paragraph
from inkread.reporting.pictures import gallery, pair_gallery
from inkread.trail import GreyImage


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """An image, axes (height, width), with its label."""

    image: GreyImage
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two images, each with axes (height, width), and one label for both."""

    left: GreyImage
    right: GreyImage
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """The images that the page shows.

    Attributes:
        graphemes: the classes, in order.
        portraits: mean and spread of each.
        samples: some images of each class.
        framed: images raw and normalised.
        copies: pairs within the set.
        conflicts: pairs whose labels differ.
        shared: pairs of two splits.
    """

    graphemes: tuple[str, ...]
    portraits: Portraits
    samples: Sequence[Shown]
    framed: Sequence[Pair]
    copies: Sequence[Pair]
    conflicts: Sequence[Pair]
    shared: Sequence[Pair]


def portrait_blocks(pictures: Pictures) -> list[Block]:
    """Return the mean and the spread of each class."""
    return [
        gallery(
            pictures.portraits.mean,
            pictures.graphemes,
            "The mean image of each class. A sharp one: people write it alike; two ghosts in one: there are"
            " two ways to write it, or two characters under one label.",
        ),
        gallery(
            pictures.portraits.spread,
            pictures.graphemes,
            "The standard deviation of each pixel (doubled): bright where the images of a class differ.",
        ),
    ]


def framed_blocks(pictures: Pictures) -> list[Block]:
    """Return images before and after preprocessing."""
    text = (
        "Every image goes through the same preprocessing before it trains a network or is read: white ink"
        " on black, the longest side 20 px, the centre of mass in the middle of 28 × 28."
    )
    return [Paragraph(text), shown_pairs(pictures.framed, "Left: as it is in the set. Right: normalised.")]


def shown_gallery(images: Sequence[Shown], caption: str) -> Gallery:
    """Return images as a gallery."""
    return gallery([shown.image for shown in images], [shown.label for shown in images], caption)


def shown_pairs(pairs: Sequence[Pair], caption: str) -> Gallery:
    """Return pairs as a gallery."""
    return pair_gallery([(pair.left, pair.right) for pair in pairs], [pair.label for pair in pairs], caption)
