"""A point within an amount may have been a comma: the reading is unsure then, and the other is told too."""

import pytest

from inkread.predictions import Candidate
from inkread.words.decimal_signs import TRUTH, with_either_sign


def told(*read, can_be=lambda _: True):
    """Return texts with their shares, likeliest first."""
    found = with_either_sign([Candidate(text, share) for text, share in read], can_be)
    return [(one.text, round(one.confidence, 3)) for one in found]


@pytest.mark.parametrize(
    ("read", "other"),
    [("1234.50", "1234,50"), ("1,250.00", "1.250,00"), ("1.250.00", "1.250,00"), ("at 3.5 km", "at 3,5 km")],
)
def test_an_amount_with_points_is_unsure_and_the_other_is_told(read, other):
    found = dict(told((read, 0.99)))
    assert found[read] < 0.98
    assert found[other] > 0.01


def test_shares_of_both_readings_are_summed():
    point, comma = TRUTH["."], TRUTH[","]
    shares = {sign: 0.6 * point[sign] + 0.4 * comma[sign] for sign in ".,"}
    expected = sorted(shares.items(), key=lambda item: -item[1])
    found = told(("19.95", 0.6), ("19,95", 0.4))
    assert found == [(f"19{sign}95", pytest.approx(share, abs=1e-3)) for sign, share in expected]
    assert sum(share for _, share in found) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("read", ["12.03.2024", "3. May", "a.b", "1.2.3", "7", ",5", "A4.2.1"])
def test_what_is_no_amount_stays_as_it_is(read):
    assert told((read, 0.9)) == [(read, 0.9)]


def test_what_may_not_come_out_does_not():
    assert told(("19.95", 0.9), can_be=lambda text: "," not in text) == [("19.95", 0.9)]


def test_a_line_of_amounts_keeps_its_shares():
    found = told((" ".join(["3.50"] * 9), 1.0))
    assert len(found) == 16
    assert found[0][1] == pytest.approx(TRUTH["."]["."] ** 9, abs=1e-3)
