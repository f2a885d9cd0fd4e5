"""Images read by several readers, and counted against the truth."""

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.evaluation import judge as module
from inkread.evaluation.judge import Judge, JudgeOptions
from inkread.evaluation.robustness import Counts
from inkread.preprocess.contract import preprocess
from inkread.recognition.reader import Reader

TEXT = "17LTVX"


@pytest.fixture
def drawn(drawing):
    return Samples("drawn", [drawing(text) for text in TEXT], np.arange(6), Charset(tuple(TEXT)))


def judge(drawn, tiny_bundle, *, charset=TEXT, readers=1, tell=None):
    return Judge([Reader(tiny_bundle)] * readers, drawn, JudgeOptions(charset, tell=tell))


def test_right_answers_are_counted_for_every_reader(drawn, tiny_bundle):
    found = judge(drawn, tiny_bundle, readers=2).trial("plain", drawn.images)
    assert (found.n, [run.right for run in found.runs]) == (6, [6, 6])


def test_a_blank_image_is_refused_and_not_right(drawn, tiny_bundle):
    images = [*drawn.images[:-1], np.full((120, 120), 255, np.uint8)]
    (run,) = judge(drawn, tiny_bundle).trial("blank", images).runs
    assert run.right == 5
    assert run.refused >= 1
    assert run.misread == 0


def test_a_wrong_answer_without_a_word_is_misread(drawn, tiny_bundle):
    swapped = [drawn.images[1], drawn.images[0], *drawn.images[2:]]
    (run,) = judge(drawn, tiny_bundle).trial("swapped", swapped).runs
    assert (run.right, run.misread) == (4, 2 - run.refused)


def test_only_samples_of_the_charset_are_read(drawn, tiny_bundle):
    found = judge(drawn, tiny_bundle, charset="17")
    assert len(found.samples) == 2
    assert found.trial("plain", found.samples.images).runs[0].right == 2


def test_the_network_alone_reads_glyphs_past_the_preprocessing(drawn, tiny_bundle):
    glyphs = np.stack([preprocess(image).glyph for image in drawn.images])
    dark = 255 - glyphs  # which the preprocessing would turn, and the network cannot
    bench = judge(drawn, tiny_bundle)
    assert bench.trial("plain", glyphs, straight=glyphs).runs[0].straight == 6
    turned = bench.trial("negative", dark, straight=dark).runs[0]
    assert turned.right == 6
    assert turned.straight < 6


def test_a_suite_stands_beside_the_images_as_they_are(drawn, tiny_bundle):
    bench = judge(drawn, tiny_bundle)
    found = bench.robustness("redrawn", [bench.trial("same", drawn.images)])
    assert (found.suite, found.set, found.charset, found.n, found.seed) == ("redrawn", "drawn", TEXT, 6, 0)
    assert found.plain.runs[0].right == found.trials[0].runs[0].right == 6


def test_progress_is_told_by_blocks(drawn, tiny_bundle, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 4)
    told = []
    bench = judge(drawn, tiny_bundle, tell=lambda *step: told.append(step))
    bench.trial("blur", drawn.images, strength=2.5)
    assert told == [("blur 2.5", 4, 6), ("blur 2.5", 6, 6)]


def test_a_charset_without_samples_is_refused(drawn, tiny_bundle):
    with pytest.raises(DataError, match="drawn: expected samples of 'V', got none"):
        judge(drawn.take(np.arange(2)), tiny_bundle, charset="V")


def test_without_a_charset_the_narrowest_usual_one_is_taken(tiny_bundle):
    digits = Samples("digits", np.zeros((2, 28, 28), np.uint8), np.array([0, 2]), NAMED["digits"])
    with pytest.raises(DataError, match="name what may come out with --charset"):
        judge(digits, tiny_bundle, charset=None)
    assert Judge([Reader()], digits, JudgeOptions()).charset == "digits"


def test_a_count_without_the_network_alone_says_so():
    assert Counts(1, 0, 0).straight is None
