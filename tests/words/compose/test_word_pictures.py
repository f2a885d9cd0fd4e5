"""Pictures of words: alike from one seed, with the text that they show, from hands that can write it."""

import itertools
import os
import subprocess
import sys

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.preprocess.segment.page import writing_of
from inkread.words.compose.font_hand import FontHand, font_hands, part_of
from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.glyph_hand import GlyphHand
from inkread.words.compose.pen_signs import SIGNS
from inkread.words.compose.text_source import TextSource
from inkread.words.compose.word_pictures import Hands, word_pictures

TEXTS = TextSource.of(["LXVT TLV seventeen letters of the alphabet"])
SHOWING = """
import numpy as np
from inkread.words.compose.text_source import TextSource
from inkread.words.compose.word_pictures import Hands, word_pictures

class Hand:
    def fitting(self, text):
        return text

    def written(self, text):
        print(text)
        return np.full((9, 9), 255, np.uint8)

    def written_by_pen(self, text, rng):
        return self.written(text)

for _ in word_pictures(Hands([Hand()]), TextSource.of(["better handle himself than others"]), 99, seed=1):
    pass
"""


@pytest.fixture
def glyphs(drawing):
    """A hand of single glyphs."""
    return GlyphHand(GlyphBank.of([255 - drawing(char) for char in "17LTVX"], "17LTVX"))


def test_one_seed_makes_the_same_pictures_and_a_longer_run_begins_alike(font, glyphs):
    hands = Hands([font], glyphs)
    short, long = (list(word_pictures(hands, TEXTS, num, seed=4)) for num in (3, 5))
    assert [text for _, text, _ in short] == [text for _, text, _ in long[:3]]
    assert all(np.array_equal(one[0], other[0]) for one, other in zip(short, long, strict=False))


def test_every_process_draws_the_same_from_one_seed():
    drawn = {_shown(hash_seed) for hash_seed in "12"}
    assert len(drawn) == 1
    assert any(char.isupper() and before.islower() for before, char in itertools.pairwise(drawn.pop()))


def _shown(hash_seed):
    """Return what the hands of a new process are asked to show."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", SHOWING], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


def test_nearly_every_picture_holds_writing_on_paper(font):
    made = [image for image, _, _ in word_pictures(Hands([font]), TEXTS, 30, seed=0)]
    assert all(image.dtype == np.uint8 and image.ndim == 2 for image in made)
    assert sum(writing_of(image) is not None for image in made) >= 28


def test_a_hand_of_glyphs_writes_only_what_its_bank_has_and_signs_of_a_pen(glyphs):
    texts = {text for _, text, _ in word_pictures(Hands([], glyphs), TEXTS, 20, seed=0)}
    assert set("".join(texts)) <= set("17LTVX ") | SIGNS


def test_a_font_without_small_letters_writes_capitals(font):
    capitals = FontHand(font.path, frozenset("SEVENTY"))
    assert capitals.fitting("seventy") == "SEVENTY"
    assert capitals.fitting("seven!") == "SEVEN!"
    assert capitals.fitting("sixty") is None


def test_the_ink_of_a_font_reaches_no_border(font):
    ink = font.written("Qjy,")
    assert ink.max() == 255
    assert not any(edge.any() for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))


def test_hands_that_can_write_nothing_are_told(font):
    mute = FontHand(font.path, frozenset())
    mute.fitting("a")
    mute._has = frozenset()
    with pytest.raises(DataError, match="expected hands that can write"):
        list(word_pictures(Hands([mute]), TEXTS, 1, seed=0))


def test_nobody_cannot_write():
    with pytest.raises(DataError, match="got nobody"):
        Hands([])


def test_a_damaged_font_is_named(tmp_path):
    path = tmp_path / "broken-Regular.ttf"
    path.write_bytes(b"no font")
    with pytest.raises(DataError, match=r"broken-Regular\.ttf"):
        FontHand(path, frozenset("ab")).written("ab")


def test_a_family_of_fonts_stays_in_one_part(tmp_path):
    files = {
        tmp_path / f"{name}-{weight}.ttf": frozenset("a") for name in "abcdefghij" for weight in (400, 700)
    }
    parts = {part: font_hands(files, part) for part in ("train", "validation", "test")}
    assert sum(map(len, parts.values())) == len(files)
    assert all(part_of(hand.path) == part for part, hands in parts.items() for hand in hands)
    families = [{hand.path.stem[0] for hand in hands} for hands in parts.values()]
    assert not families[0] & families[1] | families[0] & families[2] | families[1] & families[2]
