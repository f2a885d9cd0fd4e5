"""`inkread read --words` and its company, from files to texts."""

import csv
import io
import json

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread.datasets.word_set import write_word_set


@pytest.fixture
def read(inkread, images, drawing, tiny_folder):
    """Calls `inkread read` with the tiny bundle beside `code.png`, which shows L T 1."""
    glyphs = [drawing(char)[:, 15:105] for char in "LT1"]
    Image.fromarray(np.hstack(glyphs)).save(images / "code.png")
    return lambda *arguments: inkread("read", *arguments, "--bundle", tiny_folder)


def test_a_code_is_read_within_its_pattern(read):
    answer = read("code.png", "--pattern", "AA9")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("code.png: LT1  (")


def test_a_pattern_that_cannot_be_followed_is_said(read):
    answer = read("code.png", "--pattern", "999999999999", "--json")
    (entry,) = json.loads(answer.out)
    assert (entry["text"], entry["refusal"]["code"]) == ("", "breaks_pattern")


def test_a_lexicon_is_read_from_its_file(read, images):
    (images / "words.txt").write_text("LT1\nXV7\n")
    (entry,) = json.loads(read("code.png", "--lexicon", "words.txt", "--json").out)
    assert entry["text"] == "LT1"


def test_quiet_is_name_tab_text(read):
    assert read("code.png", "--pattern", "AA9", "--quiet").out == "code.png\tLT1\n"


@pytest.mark.parametrize("options", [["--words"], ["--lines"]])
def test_quiet_gives_no_text_for_what_is_refused(read, options):
    answer = read("code.png", "--quiet", "--abstain-below", "1", *options)
    assert (answer.code, answer.out) == (0, "code.png\t\n")


def test_lines_come_with_their_boxes(read):
    (entry,) = json.loads(read("code.png", "--lines", "--charset", "LT1", "--json").out)
    assert entry["text"].replace(" ", "") == "LT1"
    assert len(entry["lines"][0]["glyphs"]) == 3


def test_a_line_that_is_no_text_to_trust_is_told_of_the_page(read):
    answer = read("code.png", "--lines", "--pattern", "999999999999")
    assert "! Nothing that follows the pattern" in answer.out
    (row,) = csv.DictReader(
        io.StringIO(read("code.png", "--lines", "--pattern", "999999999999", "--csv").out)
    )
    assert row["refusal"] == "breaks_pattern"


def test_each_page_of_a_tiff_is_read_by_itself(read, images):
    pages = [Image.open(images / name) for name in ("code.png", "T.png")]
    pages[0].save(images / "two.tif", save_all=True, append_images=pages[1:])
    answer = read("two.tif", "--pattern", "[LTVX17]{1,3}", "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [(row["source"], row["text"], row["warnings"]) for row in rows] == [
        ("two.tif#1", "LT1", ""),
        ("two.tif#2", "T", ""),
    ]


def test_a_set_of_words_is_not_a_picture_and_the_error_says_what_reads_it(read, images):
    write_word_set(images / "set.zip", [(np.full((40, 90), 255, np.uint8), "LT1", None)])
    answer = read("set.zip", "code.png", "--words", "--quiet")
    assert answer.code == 1
    assert answer.err == (
        "inkread: set.zip: expected a picture, got a set of words; read it with `inkread words evaluate`\n"
    )
    assert answer.out.startswith("code.png\t")


@pytest.mark.parametrize("damage", ["version", "name", "end"])
def test_a_damaged_zip_is_one_picture_that_cannot_be_read(read, images, damage):
    write_word_set(images / "set.zip", [(np.full((40, 90), 255, np.uint8), "LT1", None)])
    content = bytearray((images / "set.zip").read_bytes())
    entry = content.index(b"PK\x01\x02")
    if damage == "version":
        content[entry + 6] = 0xFF  # needed to take it out: newer than any
    elif damage == "name":
        content[entry + 9] |= 0x08  # it is UTF-8, says this bit
        content[entry + 46] = 0xFF
    else:
        del content[-30:]
    (images / "set.zip").write_bytes(content)
    answer = read("set.zip", "code.png", "--words", "--quiet")
    assert (answer.code, answer.err.startswith("inkread: set.zip: expected")) == (1, True)
    assert answer.out.startswith("code.png\t")


def test_what_is_not_sure_of_words_is_not_said_of_a_character(read):
    answer = read("code.png", "--words", "--abstain-below", "1").out
    assert "It is not clear enough what is written here" in answer
    assert "which character" not in answer


def test_boxes_are_drawn_into_a_picture(read, images):
    assert read("code.png", "--boxes", "boxes.png").code == 0
    drawn = np.asarray(Image.open(images / "boxes.png"))
    assert drawn.shape[:2] == (120, 270)
    assert np.ptp(drawn, axis=2).any()


def test_an_unreadable_file_is_a_row_of_its_own(read):
    answer = read("notes.txt", "code.png", "--words", "--csv")
    assert answer.code == 1
    bad, good = csv.DictReader(io.StringIO(answer.out))
    assert bad["reason"] == "not_an_image"
    assert float(good["confidence"]) > 0


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--words", "--explain", "steps"], "--explain"),
        (["--lines", "--keep", "--workers", "2"], "expected one worker"),
        (["--boxes", "b.png", "T.png"], "one image"),
        (["--boxes", "b.jpg"], "ending in .png"),
    ],
)
def test_what_says_nothing_of_words_is_refused(read, options, what):
    answer = read("code.png", *options)
    assert answer.code == 2
    assert what in " ".join(answer.err.split())


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--pattern", "A(", "--words"], "A("),
        (["--pattern", ""], "an empty one"),
        (["--words", "--mode", "whole"], "auto or characters or connected"),
        (["--words", "--language", "none.txt"], "none.txt"),
        (["--lexicon", "none.txt"], "none.txt"),
        (["--pattern", "A", "--lexicon", "words.txt"], "both"),
    ],
)
def test_a_wrong_wish_is_one_line(read, images, options, what):
    (images / "words.txt").write_text("L\n")
    answer = read("code.png", *options)
    assert answer.code == 1
    assert what in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_language_has_a_say_in_lines_read_whole(read, images):
    image = Image.new("L", (330, 80), 235)
    ImageDraw.Draw(image).text((20, 15), "river stone", font=ImageFont.load_default(size=44), fill=30)
    image.save(images / "joined.png")
    call = ("joined.png", "--words", "--mode", "connected", "--json")
    (plain,), (english,) = (json.loads(read(*call, *more).out) for more in ((), ("--language", "english")))
    assert english["text"].replace(" ", "") == "riverstone"
    assert english["confidence"] != pytest.approx(plain["confidence"], abs=1e-6)


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A place for a history that is not there yet."""
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    return tmp_path / "history.db"


@pytest.mark.parametrize("options", [["--pattern", "AA9"], ["--lines", "--charset", "LT1"]])
@pytest.mark.usefixtures("history")
def test_words_and_pages_are_kept_with_their_picture_where_that_is_asked_for(read, inkread, options):
    answer = read("code.png", *options, "--keep", "--json")
    assert answer.code == 0, answer.err
    (listed,) = json.loads(inkread("history", "list", "--json").out)["entries"]
    assert (listed["text"], listed["source"]) == (json.loads(answer.out)[0]["text"], "code.png")
    assert (listed["door"], [glyph["text"] for glyph in listed["glyphs"]]) == ("cli", ["L", "T", "1"])
    assert listed["has_image"]


def test_words_are_kept_nowhere_unless_that_is_asked_for(read, history):
    assert read("code.png", "--pattern", "AA9").code == 0
    assert not history.exists()


def test_neither_the_picture_nor_the_list_is_written_over(read, images):
    before = (images / "code.png").read_bytes()
    answer = read("code.png", "--words", "--boxes", "code.png")
    assert (answer.code, (images / "code.png").read_bytes()) == (1, before)
    assert "code.png: expected a file that is not read, got one that is; choose another --boxes" in answer.err
    (images / "words.txt").write_text("LT1\n")
    answer = read("code.png", "--lexicon", "words.txt", "--output", "words.txt")
    assert (answer.code, (images / "words.txt").read_text()) == (1, "LT1\n")


def test_a_folder_for_boxes_is_told_before_anything_is_read(read, images):
    (images / "boxes.png").mkdir()
    answer = read("code.png", "--words", "--boxes", "boxes.png")
    assert (answer.code, answer.out) == (1, "")
    assert "boxes.png: expected a place to write to" in answer.err
