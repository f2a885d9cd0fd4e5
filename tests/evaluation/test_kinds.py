"""A set is judged only under charsets that its labels can decide and its reader can answer in."""

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.evaluation.kinds import (
    KINDS,
    charset_called,
    judged_charsets,
    narrowest_charset,
    own_name,
    usual_charsets,
)

BYCLASS = NAMED["byclass"]


def samples(text: str, charset: Charset = BYCLASS) -> Samples:
    """Return one sample for each character of `text`."""
    labels = np.array([charset.encode(grapheme) for grapheme in text], np.int64)
    return Samples("written", np.zeros((len(text), 2, 2), np.uint8), labels, charset)


def test_every_kind_is_a_named_charset():
    assert set(KINDS) <= set(NAMED)


def test_a_mixed_set_is_judged_under_all():
    assert usual_charsets(BYCLASS, samples("0Aa")) == tuple(KINDS)


def test_a_kind_without_samples_has_no_figure():
    assert usual_charsets(BYCLASS, samples("07")) == ("byclass", "balanced", "caseless", "digits")


def test_labels_that_merge_case_cannot_judge_who_tells_it_apart():
    merged = samples("0Aa", NAMED["caseless"])
    assert usual_charsets(BYCLASS, merged) == ("caseless", "letters-caseless", "digits")


def test_a_reader_of_digits_is_judged_on_digits_only():
    assert usual_charsets(NAMED["digits"], samples("0A")) == ("digits",)


@pytest.mark.parametrize(
    ("text", "narrowest"),
    [("07", "digits"), ("AB", "upper"), ("ab", "lower"), ("aB", "letters-caseless"), ("0Aa", "caseless")],
)
def test_the_narrowest_charset_still_counts_every_sample(text, narrowest):
    assert narrowest_charset(BYCLASS, samples(text)) == narrowest


def test_a_reader_of_digits_counts_what_it_can():
    assert narrowest_charset(NAMED["digits"], samples("0A")) == "digits"


def test_where_no_usual_charset_fits_one_must_be_named():
    with pytest.raises(DataError, match="written: expected characters of a usual charset, got others"):
        narrowest_charset(NAMED["digits"], samples("Aa"))


FIVE = Charset(tuple("ABCDE"))


def test_a_reader_of_a_few_letters_is_judged_under_its_own_charset():
    assert judged_charsets(FIVE, samples("AB", FIVE)) == ("ABCDE",)
    assert narrowest_charset(FIVE, samples("AB", FIVE)) == "ABCDE"


def test_a_readers_own_charset_stands_before_usual_ones_that_leave_samples_out():
    mixed = Charset(tuple("0123456789ABC"))
    assert judged_charsets(mixed, samples("07A", mixed)) == ("0123456789ABC", "digits")
    assert judged_charsets(mixed, samples("07", mixed)) == ("digits",)
    assert narrowest_charset(mixed, samples("07A", mixed)) == "0123456789ABC"


def test_no_charset_is_left_where_the_reader_holds_none_of_the_labels():
    assert judged_charsets(FIVE, samples("XY")) == ()


def test_a_readers_own_charset_keeps_its_folds_by_its_name():
    folding = Charset(("A", "B"), {"a": "A"})
    assert charset_called(own_name(folding), folding) == folding
    assert charset_called("digits", folding) == NAMED["digits"]
