"""An answer that is less sure than it has to be is refused, at the very end."""

import pytest

from inkread.predictions import Candidate
from inkread.trail import Trail
from inkread.word_reading import WordReading
from inkread.words.silence import NO_WRITING
from inkread.words.told import NOT_SURE, abstaining


def reading(confidence, refusal=None):
    return WordReading((Candidate("Bauer", confidence),), (), Trail("", ()), refusal=refusal)


@pytest.mark.parametrize(
    ("confidence", "below", "refusal"), [(0.979, 0.9, None), (0.85, 0.9, NOT_SURE), (0.1, None, None)]
)
def test_what_is_less_sure_is_refused(confidence, below, refusal):
    assert abstaining(reading(confidence), below).refusal == refusal


def test_what_is_refused_already_keeps_its_reason():
    assert abstaining(reading(0.1, NO_WRITING), 0.9).refusal == NO_WRITING
