"""Words are read through single glyphs, within what was asked for, with boxes in the picture's own pixels."""

import numpy as np
import pytest

from inkread import Lexicon, Reader, WordReader
from inkread.errors import CharsetError, ConfigError
from inkread.words import asking, decode


@pytest.mark.parametrize("text", ["LTV", "X71", "7LXTV1"])
def test_a_word_of_separate_glyphs_is_read(word_reader, written, text):
    reading = word_reader.read(written(text))
    assert reading.text == text
    assert 0.0 < reading.confidence <= 1.0


def test_the_boxes_hold_each_glyph_s_ink(word_reader, written):
    page = written("LTV")
    ink = np.argwhere(page < 128)
    reading = word_reader.read(page)
    for glyph in reading.glyphs:
        top, left, height, width = glyph.box
        part = page[top : top + height, left : left + width] < 128
        assert all(side.any() for side in (part[0], part[-1], part[:, 0], part[:, -1]))
    top, left, height, width = reading.box
    assert (top, left) == tuple(ink.min(axis=0))
    assert (top + height - 1, left + width - 1) == tuple(ink.max(axis=0))


def test_a_charset_that_is_neither_text_nor_charset_is_refused(word_reader, written):
    with pytest.raises(ConfigError, match="expected a charset as a text or a Charset, got"):
        word_reader.read(written("17"), charset=["1", "7"])


def test_a_negative_is_read_alike(word_reader, written):
    assert word_reader.read(255 - written("LTV")).text == "LTV"


def test_a_wide_gap_is_a_space_but_not_where_a_pattern_says_what_comes(word_reader, written):
    page = written("LT VX")
    assert word_reader.read(page).text == "LT VX"
    assert word_reader.read(page, pattern="AAAA").text == "LTVX"


def test_a_pattern_decides_what_a_stroke_is(word_reader, written):
    assert word_reader.read(written("T1-7"), pattern="A9-9").text == "T1-7"
    assert word_reader.read(written("TXV"), pattern="[LTVX]{3}").text == "TXV"


def test_nothing_comes_out_that_breaks_the_pattern(word_reader, written):
    reading = word_reader.read(written("LT"), pattern="999999999999")
    assert (reading.text, reading.refusal.code) == ("", "breaks_pattern")


def test_nothing_comes_out_that_is_not_in_the_lexicon(word_reader, written):
    assert word_reader.read(written("LXT"), lexicon=Lexicon(["LVT", "XXX"])).text == "LVT"
    refused = word_reader.read(written("LX"), lexicon=Lexicon(["LVTXLVTXLVTX"]))
    assert (refused.text, refused.refusal.code) == ("", "not_in_lexicon")


def test_only_characters_of_the_charset_come_out(word_reader, written):
    assert word_reader.read(written("17"), charset="17").text == "17"


def test_what_was_written_with_other_characters_is_refused(word_reader, written):
    read = word_reader.read(written("LTV"), charset="17")
    assert (read.rejected, read.refusal.code) == (True, "not_in_charset")
    assert word_reader.read(written("17-"), charset="17").refusal is None  # a sign makes no other text


def test_lines_are_read_from_top_to_bottom(word_reader, written):
    page = word_reader.read(
        np.vstack(
            [
                np.pad(written(text), ((0, 0), (0, 60)), constant_values=255)[:, :330]
                for text in ("LTV", "X7L")
            ]
        ),
        lines=True,
    )
    assert page.text == "LTV\nX7L"


def test_a_page_answers_with_the_refusal_of_its_line(word_reader, written):
    rows = [np.pad(written(text), ((0, 0), (0, 150)), constant_values=255) for text in ("LTV", "717")]
    page = np.vstack([row[:, :330] for row in rows])
    found = word_reader.read(page, lines=True, lexicon=Lexicon(["LTV"]))
    assert [line.rejected for line in found.lines] == [False, True]
    assert (found.refusal.code, found.to_dict()["refusal"]["code"]) == ("not_in_lexicon", "not_in_lexicon")
    assert word_reader.read(page, lines=True).refusal is None


def test_a_blank_page_is_blank_and_refused(word_reader):
    paper = np.full((60, 200), 250, np.uint8)
    assert word_reader.read(paper).refusal.code == "blank"
    assert word_reader.read(paper, lines=True).lines == ()


def test_an_unsure_answer_is_refused_but_told(tiny_bundle, written):
    reading = WordReader(tiny_bundle, abstain_below=1.0).read(written("LTV"))
    assert (reading.text, reading.refusal.code) == ("LTV", "not_sure")


def test_what_cannot_be_asked_for_is_refused(word_reader, written, tiny_bundle):
    with pytest.raises(ConfigError, match="both"):
        word_reader.read(written("L"), pattern="A", lexicon=Lexicon(["L"]))
    with pytest.raises(CharsetError, match="'Q'"):
        word_reader.read(written("L"), charset="LQ")
    with pytest.raises(ConfigError, match="widen the charset, or give other words"):
        word_reader.check(lexicon=Lexicon(["Zürich", "Malmö"]))
    with pytest.raises(ConfigError, match="widen the charset, or give other words"):
        word_reader.read(written("L"), lexicon=Lexicon(["LTV"]), charset="17")
    with pytest.raises(ConfigError, match="beam_width"):
        WordReader(tiny_bundle, beam_width=0)


def test_a_reading_says_all_as_json(word_reader, written):
    told = word_reader.read(written("LT")).to_dict()
    assert told["text"] == "LT"
    assert [glyph["text"] for glyph in told["glyphs"]] == ["L", "T"]
    assert [step["name"] for step in told["trail"]["steps"]] == ["decode", "paper", "lines", "line"]


LEXICON = Lexicon(["LTV", "VTL", "1T1"])


@pytest.mark.parametrize("asked", [{}, {"pattern": "[LTVX17]{3}"}, {"lexicon": LEXICON}])
def test_what_is_left_out_for_its_lightness_changes_no_answer(word_reader, written, monkeypatch, asked):
    page = written("LTV", gap=-4)
    quick = word_reader.read(page, **asked)
    monkeypatch.setattr(decode, "REACH", 100.0)
    monkeypatch.setattr(asking, "NEAR", 100.0)
    whole = word_reader.read(page, **asked)
    assert quick.text == whole.text != ""
    assert quick.confidence == pytest.approx(whole.confidence, abs=5e-3)
    assert quick.glyphs == whole.glyphs


@pytest.mark.parametrize("number", [0, -1, 2.5, True, "5", None])
def test_a_senseless_number_of_texts_is_refused_as_by_the_reader_of_characters(tiny_bundle, number):
    said = []
    for reader in (Reader, WordReader):
        with pytest.raises(ConfigError, match="expected top_k as a whole number from 1") as refused:
            reader(tiny_bundle, top_k=number)
        said.append(str(refused.value))
    assert said[0] == said[1]


@pytest.mark.parametrize("number", [0, 2.5, True, "5"])
def test_a_senseless_width_of_the_search_is_refused(tiny_bundle, number):
    with pytest.raises(ConfigError, match="expected beam_width as a whole number from 1"):
        WordReader(tiny_bundle, beam_width=number)


def test_a_search_of_no_width_looks_at_all_there_is(tiny_bundle):
    assert WordReader(tiny_bundle, beam_width=None).beam_width is None
