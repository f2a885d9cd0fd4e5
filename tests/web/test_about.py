"""The figures of a model's page: every one with its n, its spread and its set."""

import dataclasses

from inkread.bundle import Bundle, Score
from inkread.web.about import measured


def bundle_with(*scores: Score) -> Bundle:
    return dataclasses.replace(Bundle.open(), scores=scores)


def score(
    charset: str, value: float, *, n: int, metric: str = "accuracy", spread: float | None = None
) -> Score:
    return Score("mine", charset, metric, value, spread, n, (0,), "inkread evaluate")


def test_the_shipped_bundle_shows_each_set_with_its_n():
    found = measured(Bundle.open())
    by_set = {row.set: row for row in found.rows}
    assert found.columns == ("byclass", "digits", "upper", "lower")
    assert found.num_seeds == 3
    assert by_set["photos62-dev"].n == 2858
    kept = next(
        score
        for score in Bundle.open().scores
        if (score.set, score.charset, score.metric) == ("photos62-dev", "digits", "accuracy")
    )
    told = f"{100 * kept.value:.1f} ± {100 * kept.spread:.1f}%"
    assert str(by_set["photos62-dev"].figures["digits"]) == told


def test_a_bundle_of_digits_has_the_columns_that_it_was_measured_on():
    found = measured(bundle_with(score("digits", 0.5, n=10)))
    assert found.columns == ("digits",)
    assert str(found.rows[0].figures["digits"]) == "50.0%"
    assert found.rows[0].calibration is None


def test_calibration_is_that_of_the_widest_charset():
    error = "expected_calibration_error"
    found = measured(
        bundle_with(
            score("byclass", 0.8, n=10),
            score("digits", 0.9, n=4),
            score("byclass", 0.05, n=10, metric=error),
            score("digits", 0.01, n=4, metric=error),
        )
    )
    calibration = found.rows[0].calibration
    assert calibration is not None
    assert calibration.value == 5.0


def test_a_bundle_without_scores_has_no_rows():
    assert measured(bundle_with()).rows == ()
