"""Words and lines that someone corrected become pictures with their texts, to teach a hand with."""

import cv2
import numpy as np
import pytest

from inkread.errors import HistoryError
from inkread.history import LOCAL_OWNER, Query
from inkread.history.png import png_of
from inkread.history.word_lines import word_lines
from inkread.predictions import Candidate
from inkread.preprocess.decode import decode
from inkread.preprocess.segment.page import segment
from inkread.trail import Caution, Trail
from inkread.word_reading import PageReading, PlacedGlyph, WordReading

TRAIL = Trail("inkread-segments-v1", ())
NOT_SURE = Caution("not_sure", "Not sure.")


def word(text, refusal=None):
    """Return a reading of one line."""
    return WordReading((Candidate(text, 0.9),), (), TRAIL, (0, 0, 9, 9), refusal=refusal)


@pytest.fixture
def page(drawing):
    """A page of two lines, the lower one longer."""
    upper, lower = (np.hstack([drawing(char) for char in line]) for line in ("LT", "VLTV"))
    return np.vstack([np.pad(upper, ((0, 0), (0, upper.shape[1])), constant_values=255), lower])


@pytest.fixture
def keep_words(store):
    """Keeps a reading of words with its picture, and what a person says of it."""

    def call(reading, grey, said=None):
        image = None if grey is None else png_of(grey)
        entry = store.add(reading, owner=LOCAL_OWNER, door="cli", image=image)
        return entry if said is None else store.correct(entry.id, said, owner=LOCAL_OWNER)

    return call


def lines_of(store, **options):
    """Return picture and text of all lines."""
    return [line for found in word_lines(store, Query(None), **options) for line in found.lines]


def test_a_word_is_its_kept_picture_with_what_it_says(store, keep_words, page):
    keep_words(word("LI"), page[:120], "LT")
    keep_words(word("V"), page[120:], "V")
    assert lines_of(store) == [(png_of(page[:120]), "LT"), (png_of(page[120:]), "V")]


def test_a_page_comes_apart_into_its_lines_in_order(store, keep_words, page):
    keep_words(PageReading((word("LI"), word("ULTV")), TRAIL), page, "LT\nVL  TV")
    (first, upper), (second, lower) = lines_of(store)
    assert (upper, lower) == ("LT", "VL TV")
    short, long = decode(first).grey, decode(second).grey
    assert short.shape[1] < long.shape[1]
    assert all(line[0].min() == 255 and line.min() < 40 for line in (short, long))
    assert abs(int((short < 128).sum()) - int((page[:120] < 128).sum())) < 0.1 * (page[:120] < 128).sum()


def test_a_page_whose_lines_are_not_those_of_its_text_has_none(store, keep_words, page):
    keep_words(PageReading((word("LI"), word("ULTV")), TRAIL), page, "LT VLTV")
    keep_words(PageReading((word("A"), word("B"), word("C")), TRAIL), page, "A\nB\nC")
    keep_words(word("LT"), page[:120], "L\nT")
    assert [found.lines for found in word_lines(store, Query(None))] == [(), (), ()]


def test_only_what_someone_looked_at_is_learnt_from_unless_asked_for(store, keep_words, page):
    keep_words(word("LT"), page[:120])
    keep_words(word("XX", NOT_SURE), page[:120])
    keep_words(word("YY", NOT_SURE), page[:120], "LT")
    assert [text for _, text in lines_of(store)] == ["LT"]
    assert [text for _, text in lines_of(store, unchecked=True)] == ["LT", "LT"]
    with pytest.raises(HistoryError, match="unchecked"):
        list(word_lines(store, Query(None, corrected=False)))


def test_what_has_no_picture_or_is_one_character_is_left_out(store, keep_words, keep, page, drawing):
    keep_words(word("LT"), None, "LT")
    store.correct(keep(store, "A", image=png_of(drawing("V"))).id, "V", owner="ann")
    assert list(word_lines(store, Query(None))) == []


def test_the_ink_of_a_tilted_line_holds_none_of_its_neighbour(store, keep_words, drawing):
    line = np.hstack([drawing("L")] * 8)
    page = np.vstack([line, line])
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), 6, 1)
    tilted = cv2.warpAffine(page, turn, page.shape[::-1], borderValue=int(page[0, 0]))
    keep_words(PageReading((word("L" * 8), word("L" * 8)), TRAIL), tilted, "LLLLLLLL\nLLLLLLLL")
    pictures = [decode(content).grey for content, _ in lines_of(store)]
    assert len(pictures) == 2
    marks = [cv2.connectedComponents((one < 128).astype(np.uint8))[0] - 1 for one in pictures]
    assert marks == [8, 8]


def read_after(grey, turns, *texts):
    """Return the reading of a page after some quarters, a character for each mark of its lines."""
    found = segment(decode(png_of(grey)), lines=True, turns=turns)
    lines = []
    for line, text in zip(found.lines, texts, strict=True):
        boxes = [strip.in_source(piece, piece + 1) for strip in line for piece in range(len(strip))]
        glyphs = tuple(PlacedGlyph("?", box) for box in boxes)
        lines.append(WordReading((Candidate(text, 0.9),), glyphs, found.trail))
    return PageReading(tuple(lines), found.trail)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_was_read_turned_comes_apart_into_upright_lines(store, keep_words, page, turns):
    lying = np.rot90(page, -turns)
    keep_words(read_after(lying, turns, "LT", "VLTV"), lying, "LT\nVLTV")
    keep_words(read_after(page, 0, "LT", "VLTV"), page, "LT\nVLTV")
    turned, upright = word_lines(store, Query(None))
    assert [text for _, text in turned.lines] == ["LT", "VLTV"]
    for (one, _), (other, _) in zip(turned.lines, upright.lines, strict=True):
        one, other = decode(one).grey, decode(other).grey
        assert np.abs(np.subtract(one.shape, other.shape)).max() <= 4
        height, width = min(len(one), len(other)), min(one.shape[1], other.shape[1])
        assert (np.abs(one[:height, :width].astype(int) - other[:height, :width]) > 128).mean() < 0.05


def test_a_page_that_was_turned_nobody_knows_how_has_no_lines(store, keep_words, page):
    lying = np.rot90(page, 2)
    turned = segment(decode(png_of(lying)), lines=True, turns=2).trail
    keep_words(PageReading((word("LT"), word("VLTV")), turned), lying, "LT\nVLTV")
    assert [found.lines for found in word_lines(store, Query(None))] == [()]


def test_a_page_whose_characters_lie_in_other_lines_has_none(store, keep_words, page):
    upper, lower = read_after(page, 0, "LT", "VLTV").lines
    keep_words(PageReading((upper, lower, upper), TRAIL), np.vstack([page, page[:120]]), "LT\nVLTV\nLT")
    assert [found.lines for found in word_lines(store, Query(None))] == [()]
