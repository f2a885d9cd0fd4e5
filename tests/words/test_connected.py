"""Lines read whole: texts, their characters' places, and which of two readings is taken."""

from dataclasses import replace

import numpy as np
import pytest

from inkread import WordReader
from inkread.bundle import Bundle, OutputSpec, PreprocessSpec, write_bundle
from inkread.charset import Charset
from inkread.errors import BundleError, ConfigError
from inkread.recognition.reader import Reader
from inkread.words.connected import LineReader, LineWish
from inkread.words.constraint import free, of_lexicon, of_pattern
from inkread.words.language_model import LanguageModel
from inkread.words.lexicon import Lexicon
from inkread.words.pattern import pattern_of


@pytest.fixture
def reader(tiny_bundle, make_line_bundle):
    """A reader that reads every line whole."""
    return WordReader(tiny_bundle, mode="connected", connected=make_line_bundle())


def test_a_line_is_read_whole_and_each_character_has_its_place(reader, bars):
    picture = bars("I-II")
    reading = reader.read(picture)
    assert (reading.text, reading.bundle) == ("I-II", "tiny-lines")
    assert [glyph.text for glyph in reading.glyphs] == list("I-II")
    for place, glyph in enumerate(reading.glyphs):
        top, left, height, width = glyph.box
        middle = 30 + 40 * place + (12 if glyph.text == "-" else 4)
        assert left <= middle < left + width
        assert top >= 10
        assert top + height <= 70


def test_blank_paper_is_no_line(reader):
    reading = reader.read(np.full((60, 200), 255, np.uint8))
    assert (reading.text, reading.refusal.code) == ("", "blank")


def test_every_line_of_a_page_is_read(reader, bars):
    page = np.vstack([bars("I-I"), bars("II-")])
    assert reader.read(page, lines=True).text == "I-I\nII-"


def test_a_list_of_words_holds_for_lines_too(reader, bars, tmp_path):
    (tmp_path / "words.txt").write_text("II\nI-I\n")
    assert reader.read(bars("I-I"), lexicon=tmp_path / "words.txt").text == "I-I"


def test_no_text_breaks_its_pattern(reader, bars):
    assert reader.read(bars("---"), pattern="re:[-]{3}").text == "---"
    broken = reader.read(bars("I-I"), pattern="re:[1-7]{9}")
    assert (broken.text, broken.refusal.code) == ("", "breaks_pattern")


def test_a_language_model_has_a_say(reader, bars):
    told = LanguageModel.of("i-i " * 20)
    plain, weighed = reader.read(bars("I-I")), reader.read(bars("I-I"), language=told)
    assert (plain.text, weighed.text) == ("I-I", "I-I")
    assert weighed.confidence != plain.confidence
    with pytest.raises(ConfigError, match=r"nowhere\.txt"):
        reader.read(bars("I"), language="nowhere.txt")


def test_a_language_model_decides_what_could_be_either(make_line_bundle):
    # Three frames of two that look alike: blank, `-`, `I`.
    frames = np.log(np.array([[0.02, 0.5, 0.48], [0.96, 0.02, 0.02], [0.02, 0.48, 0.5]]))
    constraint = free(frozenset("-I"), frozenset("-I"))
    wish = LineWish(constraint, top_k=5, width=None)
    lines = LineReader(make_line_bundle())
    assert lines.texts(frames, wish)[0].text == "-I"
    told = LanguageModel.of("i- " * 20)
    assert lines.texts(frames, replace(wish, language=told))[0].text == "I-"


def test_a_language_model_tells_words_of_a_list_apart(make_line_bundle):
    # Three frames of two that look alike: blank, `-`, `I`.
    frames = np.log(np.array([[0.02, 0.5, 0.48], [0.96, 0.02, 0.02], [0.02, 0.48, 0.5]]))
    wish = LineWish(of_lexicon(Lexicon(["-I", "I-"]), frozenset("-I")), top_k=5, width=None)
    lines = LineReader(make_line_bundle())
    assert [found.text for found in lines.texts(frames, wish)] == ["-I", "I-"]
    told = LanguageModel.of("i- " * 20)
    assert [found.text for found in lines.texts(frames, replace(wish, language=told))] == ["I-", "-I"]


@pytest.mark.parametrize("language", ["xyz ", "i-i ", "iii "])
def test_whether_a_list_holds_what_is_written_no_language_tells(
    tiny_bundle, make_line_bundle, bars, language
):
    unsure = WordReader(tiny_bundle, top_k=3, mode="connected", connected=make_line_bundle(temperature=4.0))
    words = ["I-I", "III", "II-"]
    plain = unsure.read(bars("I-I"), lexicon=words).candidates
    told = unsure.read(bars("I-I"), lexicon=words, language=LanguageModel.of(language * 20)).candidates
    in_list, still = (sum(one.confidence for one in candidates) for candidates in (plain, told))
    assert 0.5 < in_list < 0.99
    assert 1 / still - 1 == pytest.approx(1 / in_list - 1, rel=0.01)


def test_a_language_has_no_say_beside_a_pattern_or_in_entries_of_several_words(
    tiny_bundle, make_line_bundle, bars
):
    unsure = WordReader(tiny_bundle, mode="connected", connected=make_line_bundle(temperature=10.0))
    told = LanguageModel.of("i-i " * 20)
    for asked in ({"pattern": "re:[I-]{3}"}, {"lexicon": Lexicon(["I -I", "III"], whole=True)}):
        assert unsure.read(bars("I-I"), **asked) == unsure.read(bars("I-I"), **asked, language=told)


def test_a_line_read_whole_follows_a_pattern_of_several_spaces(make_line_bundle):
    lines = LineReader(make_line_bundle(charset=Charset(("-", "I", " "))))
    frames = np.log(np.full((5, 4), 1e-3))
    for frame, label in enumerate((2, 3, 0, 3, 1)):
        frames[frame, label] = 0.0
    wish = LineWish(of_pattern(pattern_of(" I  [-] ?|()", "-I "), frozenset("-I ")), top_k=99, width=None)
    assert [found.text for found in lines.texts(frames, wish)] == ["I -"]


def test_no_text_is_empty_or_begins_with_a_space(make_line_bundle):
    frames = np.log(np.full((4, 4), 0.25))
    lines = LineReader(make_line_bundle(charset=Charset(("-", "I", " "))))
    wish = LineWish(free(frozenset("-I "), frozenset("-I ")), top_k=99, width=None)
    texts = [found.text for found in lines.texts(frames, wish)]
    assert texts
    assert all(text and text == " ".join(text.split()) for text in texts)


def test_a_page_names_the_bundles_of_its_lines(reader, tiny_bundle, bars):
    page = np.vstack([bars("I-I"), bars("II-")])
    assert reader.read(page, lines=True).bundle == "tiny-lines"
    assert WordReader(tiny_bundle).read(page, lines=True).bundle == "tiny"


def test_the_surer_of_two_readings_is_taken(tiny_bundle, make_line_bundle, bars, written):
    both = WordReader(tiny_bundle, mode="auto", connected=make_line_bundle())
    assert both.read(bars("II-I")).bundle == "tiny-lines"
    unsure = WordReader(tiny_bundle, mode="auto", connected=make_line_bundle(temperature=1000.0))
    assert unsure.read(written("LT17")).text == "LT17"


def test_a_reader_reads_in_another_mode_with_the_same_networks(tiny_bundle, make_line_bundle, bars, written):
    both = WordReader(tiny_bundle, connected=make_line_bundle())
    assert both.in_mode("characters").read(bars("II-I")).bundle == "tiny"
    whole = both.in_mode("connected")
    assert whole.read(written("LT17")).bundle == "tiny-lines"
    assert whole.in_mode("auto").read(bars("II-I")) == both.read(bars("II-I"))
    assert both.mode == "auto"
    with pytest.raises(ConfigError, match="'whole'"):
        both.in_mode("whole")


def test_without_a_bundle_of_lines_characters_are_read(tiny_bundle, written):
    assert WordReader(tiny_bundle).read(written("LT")).bundle == "tiny"


def test_bundles_of_the_other_kind_are_refused(tiny_bundle, make_line_bundle):
    with pytest.raises(BundleError, match="reads lines"):
        Reader(make_line_bundle())
    with pytest.raises(BundleError, match="single characters"):
        WordReader(tiny_bundle, connected=tiny_bundle)


def test_a_bundle_of_lines_that_would_read_nothing_is_refused(tiny_bundle, make_line_bundle):
    with pytest.raises(ConfigError, match="leave it out"):
        WordReader(tiny_bundle, mode="characters", connected=make_line_bundle())


def test_another_mode_is_refused(tiny_bundle):
    with pytest.raises(ConfigError, match="'whole'"):
        WordReader(tiny_bundle, mode="whole")


@pytest.mark.parametrize(
    "changes", [{"output": OutputSpec("frames")}, {"preprocess": PreprocessSpec("inkread-28-v2")}]
)
def test_a_bundle_half_of_lines_is_refused(make_line_bundle, changes):
    with pytest.raises(BundleError, match="all of glyphs or all of lines"):
        make_line_bundle(**changes)


def test_a_bundle_of_lines_comes_back_from_its_file(make_line_bundle, tmp_path):
    write_bundle(make_line_bundle(), tmp_path / "lines.zip")
    again = Bundle.open(tmp_path / "lines.zip")
    assert again == make_line_bundle()
    assert again.reads_lines


def test_a_model_with_another_charset_is_not_believed(tiny_bundle, make_line_bundle, bars):
    wrong = make_line_bundle(charset=Charset(("-", "I", "T")))
    with pytest.raises(BundleError, match="finite frames"):
        WordReader(tiny_bundle, mode="connected", connected=wrong).read(bars("I"))


def test_what_is_read_whole_is_not_cut_into_pieces_and_says_so(reader, bars):
    trail = reader.read(bars("I")).trail
    assert [step.name for step in trail.steps] == ["decode", "paper", "line"]
    assert trail.steps[-1].numbers == {"slant": 0.0, "marks": 1}
    blank = reader.read(np.full((40, 90), 200, np.uint8))
    assert (blank.text, blank.trail.blank, blank.refusal.code) == ("", True, "blank")
    assert [step.name for step in blank.trail.steps] == ["decode", "paper"]
