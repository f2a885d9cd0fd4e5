"""What the worker does with words: reads, keeps, shows again, and fits their picture to the window."""

import os

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread.desktop.jobs.inside import cut_out, look_inside
from inkread.desktop.jobs.past import find_entries
from inkread.desktop.jobs.words import MOST_TIMES, fit_picture, keep_words, read_words
from inkread.desktop.replies import Trouble
from inkread.desktop.requests import FindEntries, FitPicture, KeepWords, LookInside, ReadWords, Wish
from inkread.errors import HistoryError
from inkread.history import LOCAL_OWNER, Query


@pytest.fixture
def page(tmp_path, line_of):
    """The file of a picture of LTV."""
    cv2.imwrite(str(tmp_path / "LTV.png"), line_of("LTV"))
    return str(tmp_path / "LTV.png")


def read(bench, source, **changes):
    """Return what is told of a source."""
    (told,) = read_words(bench, ReadWords(source, **changes))
    return told


def kept(bench):
    """Return what the history holds."""
    return bench.store().find(Query(LOCAL_OWNER)).entries


def test_a_picture_is_read_with_a_box_for_each_character(bench, page, line_of):
    told = read(bench, page)
    assert told.text == "LTV"
    assert [glyph.text for glyph in told.glyphs] == ["L", "T", "V"]
    assert all(glyph.candidates[0][0] == glyph.text for glyph in told.glyphs)
    assert (told.height, told.width) == line_of("LTV").shape
    assert told.id is None
    assert kept(bench) == ()


def test_several_lines_are_read_one_below_the_other(bench, tmp_path, line_of):
    line = line_of("LTV")
    cv2.imwrite(str(tmp_path / "two.png"), np.vstack([line, line]))
    assert read(bench, str(tmp_path / "two.png"), wish=Wish(lines=True)).text == "LTV\nLTV"


def test_what_is_odd_about_a_picture_is_told_now_and_where_it_is_kept(bench, tmp_path, line_of):
    line = line_of("LTV")
    cv2.imwrite(str(tmp_path / "lines.png"), np.vstack([line] * 4))
    told = read(bench, str(tmp_path / "lines.png"), keep=True)
    assert [one.code for one in told.warnings] == ["several_lines"]
    assert read(bench, told.id, is_entry=True, as_kept=True).warnings == told.warnings


@pytest.mark.parametrize(
    ("pattern", "text", "refusal"), [("AAA", "LTV", None), ("9" * 30, "", "breaks_pattern")]
)
def test_nothing_comes_out_that_breaks_a_pattern(bench, page, pattern, text, refusal):
    told = read(bench, page, wish=Wish(pattern=pattern))
    assert (told.text, told.refusal and told.refusal.code) == (text, refusal)


def test_only_words_of_a_list_come_out_also_once_that_changed(bench, page, tmp_path):
    words = tmp_path / "words.txt"
    for number, (content, text) in enumerate((("LXV", "LXV"), ("LTL\nXXX", "LTL"))):
        words.write_text(content, "utf-8")
        os.utime(words, (number, number))
        assert read(bench, page, wish=Wish(lexicon=str(words))).text == text


def test_a_language_has_a_say_in_lines_read_whole(bench, tmp_path, monkeypatch):
    whole = bench.words.reader.in_mode("connected")
    monkeypatch.setattr(type(bench.words), "reader", whole)
    image = Image.new("L", (330, 80), 235)
    ImageDraw.Draw(image).text((20, 15), "river stone", font=ImageFont.load_default(size=44), fill=30)
    image.save(tmp_path / "joined.png")
    plain = read(bench, str(tmp_path / "joined.png"))
    english = read(bench, str(tmp_path / "joined.png"), wish=Wish(language="english"))
    assert english.text.replace(" ", "") == "riverstone"
    assert english.confidence != pytest.approx(plain.confidence, abs=1e-6)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(pattern="[A"), "pattern"),
        (Wish(lexicon="there is none.txt"), "list of words"),
        (Wish(pattern="A", lexicon="both.txt"), "list of words"),
        (Wish(language="no language"), "language model"),
    ],
)
def test_what_cannot_be_wished_is_said_and_read_without(bench, page, wish, said):
    told, answer = read_words(bench, ReadWords(page, wish))
    assert isinstance(told, Trouble)
    assert told.code == "wrong_wish"
    assert said in told.message
    assert answer.text == "LTV"


def test_a_reading_is_kept_in_the_place_of_the_one_before(bench, page):
    first = read(bench, page, keep=True)
    second = read(bench, page, keep=True, wish=Wish(pattern="AAA"), instead=first.id, correction="LTX")
    (entry,) = kept(bench)
    assert entry.id == second.id != first.id
    assert (entry.text, entry.correction, entry.source) == ("LTV", "LTX", "LTV.png")
    assert [glyph.text for glyph in entry.glyphs] == ["L", "T", "V"]


def test_what_was_said_of_the_first_reading_in_the_history_goes_with_the_second(bench, page):
    first = read(bench, page, keep=True)
    bench.store().correct(first.id, "LTX", owner=LOCAL_OWNER)
    assert read(bench, page, keep=True, instead=first.id).correction == "LTX"
    bench.store().delete([kept(bench)[0].id], owner=LOCAL_OWNER)
    assert read(bench, page, keep=True, instead=first.id).correction is None


def test_a_history_that_cannot_be_written_loses_no_words(bench, page, monkeypatch):
    def full(*_, **__):
        raise HistoryError("expected room, got none", code="full")

    monkeypatch.setattr(bench.store(), "add", full)
    told = read(bench, page, keep=True)
    assert (told.text, told.trouble.code, told.id) == ("LTV", "full", None)


def test_a_kept_reading_is_shown_as_it_was_kept_and_read_anew_where_more_is_known(bench, page):
    first = read(bench, page, keep=True)
    again = read(bench, first.id, is_entry=True, as_kept=True, wish=Wish(pattern="999"))
    assert (again.text, again.id) == (first.text, first.id)
    assert [glyph.box for glyph in again.glyphs] == [glyph.box for glyph in first.glyphs]
    anew = read(bench, first.id, is_entry=True, wish=Wish(pattern="9" * 30))
    assert (anew.text, anew.id) == ("", first.id)
    assert len(kept(bench)) == 1


def test_a_drawing_is_read_with_its_boxes_on_the_sheet(bench, word_strokes):
    told = read(bench, word_strokes, wish=Wish(pattern="99"))
    assert told.text == "77"
    assert (told.height, told.width) == (270, 720)
    for glyph, left in zip(told.glyphs, (70 - 8, 270 - 8), strict=True):
        assert glyph.box == pytest.approx((50 - 8, left, 185 + 16, 140 + 16), abs=3)


def test_a_drawing_is_kept_with_its_strokes(bench, word_strokes):
    (told,) = keep_words(bench, KeepWords(word_strokes, Wish(pattern="99"), correction="71"))
    (entry,) = kept(bench)
    assert (entry.id, entry.text, entry.correction) == (told.id, "77", "71")
    assert entry.strokes == word_strokes.to_dict()
    shown = read(bench, entry.id, is_entry=True, as_kept=True)
    assert (shown.text, shown.correction, len(shown.glyphs)) == ("77", "71", 2)


@pytest.mark.parametrize("room", [(100, 50), (10_000, 10_000)])
def test_the_picture_fills_the_room_within_reason(bench, page, line_of, room):
    read(bench, page)
    (told,) = fit_picture(bench, FitPicture(*room))
    height, width = line_of("LTV").shape
    times = min(room[0] / height, room[1] / width, MOST_TIMES)
    assert size_of(told.png) == (round(height * times), round(width * times))


def test_words_have_a_small_picture_in_the_history(bench, page):
    read(bench, page, keep=True)
    (found,) = find_entries(bench, FindEntries(side=30))
    (past,) = found.entries
    assert past.is_words
    assert size_of(past.glyph)[1] == 30


def test_the_small_picture_of_a_page_is_no_higher_than_a_row(bench, tmp_path, line_of):
    lines = np.vstack([line_of("LTV")] * 5)
    cv2.imwrite(str(tmp_path / "page.png"), lines)
    read(bench, str(tmp_path / "page.png"), keep=True)
    (found,) = find_entries(bench, FindEntries(side=50))
    assert size_of(found.entries[0].glyph)[0] == 30


def test_one_character_of_the_picture_is_looked_into(bench, page):
    glyph = read(bench, page).glyphs[1]
    (inside,) = look_inside(bench, LookInside(page, box=glyph.box))
    assert inside.answer.text == "T"


def test_a_character_cut_out_stands_on_its_own_paper():
    page = np.full((100, 200), 230, np.uint8)
    page[40:60, 50:58] = 20  # the character
    page[40:60, 60:70] = 20  # its neighbour
    cut = cut_out(page, (40, 50, 20, 8))
    assert cut.shape == (20 + 12, 8 + 12)
    assert (cut[6:26, 6:14] == 20).all()
    assert (np.delete(cut, np.s_[6:14], axis=1) == 230).all()


def size_of(png):
    """Return height and width of a PNG."""
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE).shape
