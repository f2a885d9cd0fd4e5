"""Texts by chance: words of a text and what stands beside them, short, and only of characters to be read."""

import numpy as np
import pytest

from inkread.errors import ConfigError
from inkread.words.compose.text_source import LONGEST_TEXT, WRITTEN, TextSource


def drawn(source, num=400):
    rng = np.random.default_rng(1)
    return [source.drawn(rng) for _ in range(num)]


def test_texts_are_short_and_of_characters_that_can_be_read():
    texts = drawn(TextSource.of(["the quick brown fox, the lazy dog"]))
    assert all(0 < len(text) <= LONGEST_TEXT for text in texts)
    assert set("".join(texts)) <= WRITTEN | {" "}


def test_every_character_comes():
    assert set("".join(drawn(TextSource.of(["fox"]), 6000))) == WRITTEN | {" "}


def test_words_come_more_often_the_more_often_they_stand_in_the_text():
    source = TextSource.of(["often " * 100 + "rare"])
    rng = np.random.default_rng(0)
    found = [source.word(rng) for _ in range(500)]
    assert 10 <= found.count("rare") <= 100  # one in eleven: the root of one in a hundred


def test_each_text_counts_alike_however_long_it_is():
    source = TextSource.of(["long " * 1000 + "other words too", "short"])
    rng = np.random.default_rng(0)
    assert 200 <= sum(source.word(rng) == "short" for _ in range(500)) <= 300


def test_what_is_no_word_is_left_out():
    assert TextSource.of(["don't x86 (self-made) naïve __init__ ..."]).words == ("don't", "self-made", "init")


def test_a_text_without_words_is_refused():
    with pytest.raises(ConfigError, match="words of Latin letters"):
        TextSource.of(["123 456"])
