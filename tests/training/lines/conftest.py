"""Lines of composed words, and a network so small that it trains in seconds."""

import shutil
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest

from inkread.datasets.word_set import write_word_set
from inkread.training.lines.recipe import line_recipe
from inkread.words.compose.font_hand import FontHand
from inkread.words.compose.text_source import TextSource
from inkread.words.compose.word_pictures import Hands, word_pictures

WIDTH = 160  # px
INSTALLED = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture(scope="session")
def word_set(tmp_path_factory):
    """A set of 24 composed pictures of words."""
    folder = tmp_path_factory.mktemp("words")
    font = Path(shutil.copy(INSTALLED, folder / "hand-400.ttf"))
    hands = Hands([FontHand(font, frozenset("etaoinshrdlu"))])
    texts = TextSource.of(["other lines that one hand has read as a rule"])
    write_word_set(folder / "set.zip", word_pictures(hands, texts, 24, seed=0))
    return folder / "set.zip"


@pytest.fixture(scope="session")
def lines(word_set, tmp_path_factory):
    """Most lines of that set, all of one width: TensorFlow takes a second for each new one."""
    from inkread.training.lines.material import Lines, gather_lines

    found = gather_lines([word_set], keep=tmp_path_factory.mktemp("kept"), progress=lambda *_told: None)
    pairs = [pair for pair in zip(found.images, found.texts, strict=True) if pair[0].shape[1] <= WIDTH]
    padded = [np.pad(image, ((0, 0), (0, WIDTH - image.shape[1]))) for image, _ in pairs]
    return Lines(padded, [text for _, text in pairs])


@pytest.fixture(scope="session")
def tiny_recipe():
    """A recipe of two epochs for a network of some thousand weights."""
    return line_recipe(
        filters=(4, 4, 4, 4, 8), spans=(3,), epochs=2, batch_size=8, stretch=0.0, slant=0.0, spoilt=0.0
    )


@pytest.fixture(scope="session")
def still_lines(lines):
    """Two of the lines."""
    from inkread.training.lines.material import Lines

    return Lines(lines.images[:2], lines.texts[:2])


@pytest.fixture(scope="session")
def weights_of():
    """Returns every weight of a network as one array."""
    return lambda model: np.concatenate([np.ravel(weight) for weight in model.get_weights()])
