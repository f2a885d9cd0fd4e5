"""Amounts are understood as people write them, and a misspelt one is told what was meant."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.amounts import AMOUNT, BYTES, SECONDS, duration, size, told_size
from inkread.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("30 min", 1800), ("12h", 43_200), ("7D", 604_800), ("1.5 weeks", 907_200)],
)
def test_a_duration(text, seconds):
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0B", 0), ("10 bytes", 10), ("2GB", 2 * 10**9), ("64mib", 64 * 2**20), ("1.5kB", 1500)],
)
def test_a_size(text, number):
    assert size(text) == number


@pytest.mark.parametrize(
    ("parse", "text", "hint"),
    [
        (duration, "7", "name a unit"),
        (duration, "7 dayz", "did you mean 7 day?"),
        (duration, "2wk", "did you mean 2 week?"),
        (duration, "-7d", "write a number and a unit"),
        (duration, "week", "write a number and a unit"),
        (duration, "999999999999w", "at most 1,000 years"),
        (duration, "9" * 400 + "d", "at most 1,000 years"),
        (size, "99999999TB", "below 9,223,372,036,854,775,807 bytes"),
        (size, "9" * 400 + "TB", "below 9,223,372,036,854,775,807 bytes"),
        (size, "2 G", "did you mean 2 gb?"),
        (size, "500 megs", "name a unit"),
        (size, "", "write a number and a unit"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_hint(parse, text, hint):
    with pytest.raises(ConfigError) as caught:
        parse(text)
    assert hint in str(caught.value)
    assert repr(text) in str(caught.value)


@given(st.text(max_size=12))
def test_only_a_number_and_a_unit_are_taken_for_an_amount(text):
    for parse in (duration, size):
        with contextlib.suppress(ConfigError):
            parse(text)
            assert AMOUNT.fullmatch(text)


@given(st.integers(0, 10**15))
def test_a_size_told_is_the_size_within_its_rounding(num_bytes):
    assert size(told_size(num_bytes)) == pytest.approx(num_bytes, rel=0.06, abs=51)


def test_every_unit_is_lower_case_as_it_is_looked_up():
    assert all(unit == unit.lower() for unit in (*SECONDS, *BYTES))
