"""Sets in any charset: its own limits where it was calibrated, else the bundle's, which cover no less."""

from dataclasses import replace

import numpy as np
import pytest

from inkread.bundle import CharsetDoubt, Doubt, SetLimits
from inkread.charset import Charset
from inkread.recognition.reader import Reader
from inkread.recognition.sets import limits_of, temperature_of

WHOLE = CharsetDoubt("", 0.5, (50,) * 6, (SetLimits(0.95, (0.1, 0.2, 0.3, 0.4, 0.05, 0.6)),))
DIGITS = CharsetDoubt("17", 0.8, (50, 50), (SetLimits(0.95, (0.9, 0.8)),))


@pytest.fixture(scope="module")
def bundle(make_bundle):
    return make_bundle(doubt=Doubt((WHOLE, DIGITS), None, "sha256:00", "pytest"))


def test_a_calibrated_charset_has_its_own_limits_and_temperature(bundle):
    onto = Charset.parse("17")
    np.testing.assert_array_equal(limits_of(bundle, onto, coverage=0.95), [0.9, 0.8])
    assert temperature_of(bundle, onto) == 0.8
    assert temperature_of(bundle, None) == 0.5


def test_any_other_charset_takes_the_limits_of_all_that_is_read(bundle):
    onto = Charset(("X", "1"), {"L": "1", "V": "X"})
    np.testing.assert_array_equal(limits_of(bundle, onto, coverage=0.95), [0.05, 0.1])
    assert temperature_of(bundle, onto) == bundle.temperature


def test_a_bundle_that_was_not_calibrated_has_no_limits(tiny_bundle):
    assert limits_of(tiny_bundle, tiny_bundle.charset, coverage=0.95) is None


def test_a_reading_s_set_begins_with_its_text_and_may_be_longer_than_its_candidates(bundle, drawing):
    reading = Reader(bundle, top_k=1).read(drawing("V"))
    assert reading.set[0] == reading.text
    assert len(reading.candidates) == 1
    wide = CharsetDoubt("", 0.5, (50,) * 6, (SetLimits(0.95, (0.0,) * 6),))
    everything = replace(bundle, doubt=replace(bundle.doubt, charsets=(wide,)))
    assert set(Reader(everything, top_k=1).read(drawing("V")).set) == set("17LTVX")
