"""The page about a set shows every fact, and stays small for the largest charset."""

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.explore.classes import ClassFacts
from inkread.datasets.explore.ink import MEASURES, InkFacts
from inkread.datasets.explore.pixels import pixel_facts
from inkread.datasets.explore.portraits import Portraits
from inkread.evaluation.duplicates import Duplicates
from inkread.evaluation.exploration import Exploration, PartFacts
from inkread.evaluation.overlap import Overlap
from inkread.evaluation.scaling_result import SCALES, ScalingResult, ScalingRun
from inkread.reporting.explore_page import explore_page
from inkread.reporting.explore_pictures import Pair, Pictures, Shown
from inkread.reporting.html import render
from inkread.reporting.page import Gallery, Page, Paragraph, Section
from inkread.reporting.scaling_section import scaling_section

MOST_BYTES = 8_000_000
GRAPHEMES = NAMED["byclass"].graphemes


@pytest.fixture(scope="module")
def noise():
    """Images of noise, which compress worst, axes (n, 28, 28)."""
    return np.random.default_rng(0).integers(0, 256, (62, 28, 28), np.uint8)


@pytest.fixture(scope="module")
def pictures(noise) -> Pictures:
    """As many images as a page ever shows, photos where they may be photos."""
    photo = np.random.default_rng(0).integers(0, 256, (300, 300), np.uint8)
    pairs = [Pair(photo, noise[0], "0 (train 1) | 0 (test 2)")] * 18
    samples = [Shown(photo, grapheme) for grapheme in GRAPHEMES for _ in range(4)]
    return Pictures(GRAPHEMES, Portraits(noise, noise), samples, pairs[:12], pairs, pairs, pairs * 3)


def facts(split: str) -> PartFacts:
    copies = Duplicates(
        np.array([[0, 1]]), np.array([[2, 3]]), np.ones(1, np.float32), np.array([[0, 1]]), "all pairs", 9
    )
    return PartFacts(
        split,
        pixel_facts(np.full((6200, 2), 28), np.arange(256), {"above_255": 2}),
        ClassFacts(GRAPHEMES, np.arange(62) * 10),
        InkFacts(dict.fromkeys(MEASURES, (1.0, 2.5, 3.0)), 0, 3),
        copies,
    )


@pytest.fixture(scope="module")
def exploration() -> Exploration:
    shared = Overlap("train", "test", np.array([[0, 1]]), np.array([[2, 3]]), 6200, 0.1)
    return Exploration("letters", (facts("train"), facts("test")), (shared,))


@pytest.fixture(scope="module")
def page(exploration, pictures) -> Page:
    more = [Section("More", (Paragraph("m"),))]
    return explore_page(exploration, pictures, command="inkread data explore letters", more=more)


def test_the_page_shows_every_split_and_finding_and_is_small_enough_to_mail(page):
    text = render(page)
    for said in ("train", "test", "above_255 (2)", "macro recall", "No image of 0", "data explore letters"):
        assert said in text
    assert "2.5 (1.0 to 3.0)" in text
    assert len(text.encode()) < MOST_BYTES


def test_pairs_are_shown_as_pairs(page):
    galleries = [block for section in page.sections for block in section.blocks if isinstance(block, Gallery)]
    assert [gallery.pairs for gallery in galleries] == [False, False, False, True, True, True, True]


def test_other_inquiries_come_before_how_to_repeat(page):
    assert [section.title for section in page.sections][-2:] == ["More", "How to repeat"]


def test_the_scaling_section_shows_a_drawing_and_a_verdict_an_optimiser():
    runs = tuple(
        ScalingRun(scale, optimiser, seed, (0.2, 0.5 + seed / 10), (2.0, 1.0))
        for optimiser in ("sgd", "adam")
        for scale in SCALES
        for seed in range(2)
    )
    section = scaling_section(ScalingResult("a network", runs, 300, 100))
    kinds = [type(block).__name__ for block in section.blocks]
    assert kinds == ["Paragraph", "Figure", "Callout", "Figure", "Callout", "Table", "Paragraph"]
    assert "55.0 ± 7.1" in str(section.blocks[5])
