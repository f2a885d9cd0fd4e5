"""Words in the real window, with a pointer and keys: written or opened, looked at one by one, put right."""

import cv2
import pytest
from PIL import Image

from inkread.history import LOCAL_OWNER, Query, history_place


@pytest.fixture
def app(open_window, hand):
    driven = open_window()
    hand.press("ctrl+3")
    driven.until(driven.window.words.paper.winfo_viewable)
    driven.until(lambda: driven.window.words.paper.winfo_width() > 200)
    return driven


@pytest.fixture
def page(tmp_path, line_of):
    """The file of a picture of LTV."""
    cv2.imwrite(str(tmp_path / "LTV.png"), line_of("LTV"))
    return str(tmp_path / "LTV.png")


def entries(settings):
    """Return what the history holds."""
    store = history_place(settings.history).open()
    found = store.find(Query(LOCAL_OWNER)).entries
    store.close()
    return found


def press_at(hand, canvas, x, y):
    """Press the pointer at a place of a canvas."""
    hand.do("mousemove", round(canvas.winfo_rootx() + x), round(canvas.winfo_rooty() + y), "click", 1)


def test_a_written_word_is_read_put_right_and_kept(app, hand, settings, word_strokes):
    view, passage = app.window.words, app.presenter.passage
    paper = view.paper
    for stroke in word_strokes.strokes:
        places = (paper._px(x, y) for x, y in zip(stroke.x, stroke.y, strict=True))
        hand.draw(*((round(paper.winfo_rootx() + x), round(paper.winfo_rooty() + y)) for x, y in places))
    app.until(lambda: len(passage.sheet.finished) == 4)
    hand.click(view.wishes.pattern)
    hand.do("type", "99")
    hand.press("Return")
    app.until(lambda: passage.wish.pattern == "99" and not passage.is_busy)
    assert view.text == "77"
    press_at(hand, paper, *paper.boxes.middle_of_sign(1))
    app.until(lambda: passage.chosen == 1)
    assert len(passage.sheet.finished) == 4  # what chooses leaves no ink
    view.bars._chosen("1")
    assert view.text == "71"
    hand.click(view._note)
    app.until(lambda: passage.sheet.is_empty)
    (entry,) = entries(settings)
    assert (entry.text, entry.correction, len(entry.glyphs)) == ("77", "71", 2)
    hand.press("ctrl+4")
    app.until(lambda: app.window.past.tree.get_children() == (entry.id,))
    app.window.past.tree.selection_set(entry.id)
    app.window.past.look()
    app.until(lambda: passage.png is not None and view.text == "71")
    assert app.window.tabs.index("current") == 2


def test_a_picture_is_opened_and_its_characters_gone_through(app, hand, settings, page):
    view, passage = app.window.words, app.presenter.passage
    app.busy.clear()
    app.window.dialogs.files = [page]
    hand.press("ctrl+o")
    app.until(lambda: passage.png is not None and view.text == "LTV")
    app.until(view.picture.winfo_viewable)
    left, top, right, bottom = view.picture.boxes._boxes[1]
    press_at(hand, view.picture, (left + right) / 2, (top + bottom) / 2)
    app.until(lambda: passage.chosen == 1)
    assert "T" in view._title.cget("text")
    hand.press("Right")
    app.until(lambda: passage.chosen == 2)
    hand.click(view.look)
    app.until(lambda: app.presenter.insight.inside is not None)
    assert app.presenter.insight.inside.answer.text == "V"
    assert [entry.source for entry in entries(settings)] == ["LTV.png"]
    assert max(app.busy) < 0.1


def test_the_text_is_put_right_by_typing_and_copied(app, hand, settings, page):
    view = app.window.words
    app.window.errands.open_dropped([page])
    app.until(lambda: view.text == "LTV")
    hand.press("F2")
    app.until(lambda: str(app.root.tk.call("focus")) == str(view.field))
    hand.press("ctrl+End", "BackSpace", "X", "Return")
    app.until(lambda: app.presenter.passage.answer.correction == "LTX")
    hand.press("ctrl+c")
    app.until(lambda: "LTX" in app.presenter.status.text)
    assert app.root.clipboard_get() == "LTX"
    hand.press("ctrl+z")
    app.until(lambda: app.presenter.passage.answer.correction is None)
    assert view.text == "LTV"
    assert [entry.correction for entry in entries(settings)] == [None]


def test_a_wrong_pattern_says_so_beside_it_and_the_text_stays(app, hand, page):
    view = app.window.words
    app.window.errands.open_paths([page])
    app.until(lambda: view.text == "LTV")
    hand.click(view.wishes.pattern)
    hand.do("type", "[A")
    hand.press("Return")
    app.until(lambda: "'[A'" in view.wishes.wrong.cget("text"))
    assert view.wishes.wrong.winfo_manager()
    assert view.text == "LTV"
    hand.press("BackSpace", "BackSpace", "Return")
    app.until(lambda: not view.wishes.wrong.winfo_manager())


def test_a_file_that_is_no_picture_says_so_and_the_next_one_is_read(app, tmp_path, page):
    (tmp_path / "page.png").write_bytes(b"This is no picture.")
    app.window.errands.open_paths([str(tmp_path / "page.png")])
    app.until(lambda: app.presenter.status.is_trouble)
    assert app.presenter.status.text == "This file is not a picture. Choose a photo or a scan."
    app.window.errands.open_paths([page])
    app.until(lambda: app.window.words.text == "LTV")


def test_closing_the_window_keeps_the_word_on_the_sheet(app, settings, word_strokes):
    passage = app.presenter.passage
    for stroke in word_strokes.strokes[:2]:
        passage.press(stroke.x[0], stroke.y[0], 0)
        for number, place in enumerate(zip(stroke.x, stroke.y, strict=True)):
            passage.drag(*place, number)
        passage.lift()
    app.close()
    (entry,) = entries(settings)
    assert entry.glyphs is not None


def test_the_pages_of_a_file_are_turned_by_buttons_and_keys(app, hand, tmp_path, line_of):
    first, second = (Image.fromarray(line_of(word)) for word in ("LTV", "VT"))
    first.save(tmp_path / "notes.pdf", save_all=True, append_images=[second])
    view, passage = app.window.words, app.presenter.passage
    app.presenter.open_words(str(tmp_path / "notes.pdf"))
    app.until(lambda: view.text == "LTV" and view.pages.winfo_viewable())
    assert view.pages.shown["text"] == "Page 1 of 2"
    hand.click(view.pages.after_it)
    app.until(lambda: view.text == "VT")
    assert str(view.pages.after_it["state"]) == "disabled"
    hand.click(view.field)
    hand.press("ctrl+Prior")  # a key of the field, there
    view.picture.focus_set()
    hand.press("ctrl+Prior")
    app.until(lambda: view.text == "LTV")
    assert passage.leaf.number == 1
    passage.take_paper()
    app.until(lambda: not view.pages.winfo_ismapped())


def test_the_language_that_is_in_force_is_shown_and_a_chosen_one_is_taken(app):
    box, passage = app.window.words.wishes.language, app.presenter.passage
    passage.set_wish(lines=False, pattern="", lexicon="", language="english")
    app.until(lambda: box.get() == "English")
    box.current(0)
    box.event_generate("<<ComboboxSelected>>")
    app.until(lambda: passage.wish.language is None)
    assert box.get() == "Any"
