"""A page that is hard to read as it lies is tried turned, and only then."""

from types import SimpleNamespace

import numpy as np
import pytest

from inkread.predictions import Candidate
from inkread.trail import Trail
from inkread.word_reading import WordReading
from inkread.words.turning import TRIED, doubt, read_upright

TEXT = "some words of a line"


def lines(confidence, num=6, text=TEXT):
    """Return readings of some lines that are so sure."""
    return [WordReading((Candidate(text, confidence),), (), Trail("page", ())) for _ in range(num)]


class Page:
    """Answers as a page whose lines are so sure after 0, 1, 2 and 3 quarters; remembers what was asked."""

    def __init__(self, *sure, num=6, listed=None):
        self.listed = listed
        self.sure, self.num, self.turned, self.found, self.read = sure, num, [], [], []

    def attempt(self, turns):
        self.turned.append(turns)
        sure = self.sure[turns] if self.listed is None else self.listed
        return Trail(f"{turns}", ()), lines(sure, self.num), self._inks(turns)

    def inks(self, turns):
        self.found.append(turns)
        return self._inks(turns)

    def _inks(self, turns):
        upended = SimpleNamespace(sure=self.sure[2])
        mask = np.zeros((1, 9))
        return [SimpleNamespace(sure=self.sure[turns], upended=lambda: upended, mask=mask)] * self.num

    def whole(self, sheets):
        self.read.append(len(sheets))
        return [one for sheet in sheets for one in lines(sheet.sure, 1)]

    def upright(self):
        """Return after how many quarters it was read."""
        is_free = self.listed is None
        trail, read = read_upright(self.attempt, self.inks, self.whole, is_free=is_free)
        assert len(read) == self.num
        return int(trail.contract)


def test_a_page_that_lies_upside_down_is_told_by_a_few_of_its_lines():
    page = Page(0.1, 0.1, 0.8, 0.1)
    assert page.upright() == 2
    assert (page.turned, page.read) == ([0, 2], [TRIED, TRIED])


@pytest.mark.parametrize("turns", [1, 3])
def test_a_page_of_which_hardly_anything_can_be_read_is_tried_on_its_sides(turns):
    sure = [1e-3] * 4
    sure[turns] = 0.8
    page = Page(*sure)
    assert page.upright() == turns
    assert (page.turned, page.found, page.read) == ([0, turns], [1, 3], [TRIED] * 4)


def test_grain_which_is_read_alike_on_both_sides_stays_as_it_lies():
    page = Page(1e-4, 8e-3, 1e-4, 7e-3)  # of 20 characters: doubts of 0.46, 0.24, 0.46 and 0.25
    assert page.upright() == 0
    assert page.turned == [0]
    assert Page(1e-4, 8e-3, 1e-4, 1e-4).upright() == 1


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_what_is_nonsense_turned_too_stays_as_it_lies(turns):
    sure = [1e-9] * 4
    sure[turns] = 2e-5  # a doubt of 0.54, and 1.04 as it lies
    assert Page(*sure).upright() == 0


def test_a_page_that_is_merely_hard_to_read_is_not_tried_on_its_sides():
    page = Page(0.1, 0.9, 0.1, 0.9)
    assert page.upright() == 0
    assert page.turned == [0]


@pytest.mark.parametrize("sure", [0.7, 0.2])  # of the line; of its 20 characters 0.98 and 0.92
def test_a_page_that_is_sure_of_its_lines_or_of_their_characters_costs_nothing_more(sure):
    page = Page(sure, 0.99, 0.99, 0.99)
    assert page.upright() == 0
    assert (page.turned, page.read) == ([0], [])


def test_a_page_that_is_hardly_surer_turned_stays_as_it_lies():
    assert Page(0.1, 0.1, 0.15, 0.1).upright() == 0
    assert Page(0.1, 0.1, 0.17, 0.1).upright() == 2
    assert Page(1e-3, 3e-3, 1e-3, 1e-3).upright() == 0


def test_a_list_of_other_words_turns_no_page():
    page = Page(0.9, 0.9, 0.9, 0.9, listed=1e-9)
    assert page.upright() == 0
    assert (page.turned, page.read) == ([0], [TRIED])


@pytest.mark.parametrize("listed", [1e-9, 0.9])
def test_a_page_that_lies_upside_down_is_told_whatever_a_list_makes_of_it(listed):
    page = Page(0.1, 0.1, 0.8, 0.1, listed=listed)
    assert page.upright() == 2
    assert page.read == [TRIED] * 3


def test_one_line_does_not_tell_how_a_page_lies():
    page = Page(0.1, 0.9, 0.9, 0.9, num=1)
    assert page.upright() == 0
    assert page.turned == [0]


def test_short_lines_of_a_page_on_its_side_are_no_surer_than_long_ones_upright():
    assert doubt(lines(0.5, text="you")) > doubt(lines(0.4))
    assert doubt(lines(0.0, text="")) == float("inf")
