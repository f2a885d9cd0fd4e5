"""The model card's tables of spoilt images."""

from inkread.evaluation.robustness import Counts, Robustness, Trial
from inkread.evaluation.robustness_text import TITLE, robustness_text


def robustness(suite, *trials):
    plain = Trial("plain", None, 100, (Counts(99, 1, 1),))
    return Robustness(suite, "mnist-test", "digits", 100, 0, plain, trials)


def test_nothing_measured_is_not_mentioned():
    assert robustness_text(()) == []


def test_a_suite_of_kinds_has_a_row_a_kind_with_all_figures():
    trials = [
        Trial(kind, None, 100, (Counts(right, 3, 2, right - 5),))
        for kind, right in (("fog", 90), ("stripe", 40))
    ]
    title, _, heading, table = robustness_text([robustness("mnist-c", *trials)])
    assert title == TITLE
    assert heading == (
        "**mnist-c** on mnist-test, known digit, 100 images, seed 0; mean 65.00; worst 40.00 (stripe):"
    )
    assert table.splitlines()[2:] == [
        "| plain | 99.00 | 1.00 | 1.00 |  |",
        "| fog | 90.00 | 3.00 | 2.00 | 85.00 |",
        "| stripe | 40.00 | 3.00 | 2.00 | 35.00 |",
    ]


def test_strengths_stand_in_one_row_with_their_unit():
    trials = [Trial("rotation", strength, 100, (Counts(100 - strength, 0, 0),)) for strength in (5, 10)]
    *_, heading, table = robustness_text([robustness("distortions", *trials)])
    assert heading.endswith("seed 0; worst 90.00 (rotation 10):")
    assert table.splitlines()[-1] == "| rotation | degrees, either way | 5: **95.00**, 10: **90.00** |"


def test_every_row_has_a_cell_for_every_title():
    counts = (Counts(99, 1, 1, 98),)
    plain, fog = (Trial(kind, None, 100, counts) for kind in ("plain", "fog"))
    *_, heading, table = robustness_text([Robustness("redrawn", "m", "digits", 100, 0, plain, (fog,))])
    assert heading.endswith("100 images, seed 0:")
    assert {line.count("|") for line in table.splitlines()} == {6}
