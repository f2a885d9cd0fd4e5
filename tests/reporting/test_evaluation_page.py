"""The page of an evaluation says every figure in words, and shows spoilt images' in charts."""

import pytest

from inkread.evaluation.distortion_scales import SCALES
from inkread.evaluation.evaluate import Evaluation, Score
from inkread.evaluation.metrics import Confusion
from inkread.evaluation.report import Report
from inkread.evaluation.robustness import Counts, Robustness, Trial
from inkread.reporting.evaluation_page import evaluation_page
from inkread.reporting.html import render
from inkread.reporting.page import Figure, Table
from inkread.reporting.robustness_section import robustness_section


def trial(kind, right, strength=None, straight=None, runs=1):
    return Trial(kind, strength, 200, (Counts(right, 8, 4, straight),) * runs)


PLAIN = trial("plain", 198)
MNIST_C = Robustness(
    "mnist-c",
    "mnist-test",
    "digits",
    200,
    0,
    PLAIN,
    (trial("fog", 150, straight=80), trial("stripe", 60, straight=30)),
)
GRADED = Robustness(
    "distortions",
    "drawn",
    "caseless",
    200,
    0,
    PLAIN,
    (
        trial("clean page", 196),
        *(
            trial(name, 190 - place, strength)
            for name in SCALES
            for place, strength in enumerate(SCALES[name].strengths)
        ),
    ),
)
REDRAWN = Robustness("redrawn", "mnist-test", "digits", 200, 0, PLAIN, (trial("on 400×400 px", 197),))


@pytest.fixture
def report():
    score = Score(
        "digits", 200, 198, 0.99, (0.96, 0.998), 0.995, 0.99, 0.01, (Confusion("1", "7", 2, 0.1, 1.0),)
    )
    evaluation = Evaluation("tiny", "drawn", 200, 0, (score,))
    return Report("inkread evaluate tiny --data drawn", (evaluation,), ("usps-test",), {}, (MNIST_C, GRADED))


def blocks(section, kind):
    return [block for block in section.blocks if isinstance(block, kind)]


def test_the_page_has_the_figures_the_errors_and_the_command(report):
    page = evaluation_page(report)
    assert page.title == "How well tiny reads"
    assert [section.title for section in page.sections] == [
        "Figures",
        "What is read wrong",
        "Robustness: mnist-c on mnist-test",
        "Robustness: distortions on drawn",
        "The same again",
    ]
    text = render(page)
    assert "Not there, so not measured: usps-test." in text
    assert "inkread evaluate tiny --data drawn" in text
    assert "mnist-c on mnist-test: 52.50 % on average, worst stripe" in page.summary


def test_a_report_of_spoilt_images_alone_has_no_empty_tables():
    page = evaluation_page(Report("inkread evaluate --suite mnist-c", (), (), {}, (MNIST_C,)))
    assert [section.title for section in page.sections] == [
        "Robustness: mnist-c on mnist-test",
        "The same again",
    ]
    assert "None" not in render(page)


def test_a_bar_for_each_corruption_is_told_in_words():
    section = robustness_section(MNIST_C)
    (figure,) = blocks(section, Figure)
    assert figure.alt == "Bars of accuracy: fog 75.0 %, stripe 30.0 %; as they are 99.0 %."
    (table,) = blocks(section, Table)
    assert table.rows == (
        ("plain", "99.00", "4.00", "2.00", None),
        ("fog", "75.00", "4.00", "2.00", "40.00"),
        ("stripe", "30.00", "4.00", "2.00", "15.00"),
    )


def test_every_strength_is_in_the_chart_its_words_and_the_table_below():
    section = robustness_section(GRADED)
    (figure,) = blocks(section, Figure)
    assert "rotation (degrees, either way): 5: 95.0 %, 10: 94.5 %" in figure.alt
    drawing = figure.svg_or_png.decode("utf-8")
    assert all(f">{name}<" in drawing for name in SCALES)
    (table,) = blocks(section, Table)
    assert len(table.rows) == 2 + sum(len(scale.strengths) for scale in SCALES.values())
    assert table.rows[2] == ("rotation", "5", "degrees, either way", "95.00", "4.00", "2.00")
    assert "The worst is rotation 30: 93.00 %." in section.blocks[0].text


def test_a_single_trial_needs_no_chart():
    section = robustness_section(REDRAWN)
    assert blocks(section, Figure) == []
    assert blocks(section, Table)[0].rows[1] == ("on 400×400 px", "98.50", "4.00", "2.00")


def test_runs_have_a_band_of_their_spread():
    runs = tuple(Counts(right, 0, 0) for right in (180, 190))
    trials = tuple(Trial("blur", strength, 200, runs) for strength in (1, 5))
    section = robustness_section(
        Robustness(
            "distortions", "drawn", "caseless", 200, 0, trials[0], (trial("clean page", 1, runs=2), *trials)
        )
    )
    assert blocks(section, Table)[0].rows[-1][3] == "92.50 ± 3.54"
