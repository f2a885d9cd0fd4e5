"""Points and commas of amounts in lines read whole: 1.250,00 or 1,250.00, which no other character tells.

The network learnt from English texts, where nearly every sign within a number is a point. So what it is sure
of is weighed by how often it is right about that sign.
"""

import itertools
import math
import re
from collections.abc import Callable, Sequence

from inkread.predictions import Candidate

TRUTH = {".": {".": 0.62, ",": 0.38}, ",": {",": 0.91, ".": 0.09}}
"""For a sign that was read between digits, how often it was which: of 2,000 amounts written with the
validation part's fonts, half with a comma and half with a point, 1,101 were read with a point and 388 with a
comma (`benchmarks/decimal_signs.py`)."""
NUMBER = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)+(?![\d.,]?\d)")
AMOUNT = re.compile(r"\d+[.,]\d+|\d{1,3}(?:(\.)\d{3}|,\d{3})(?:(?(1)\.|,)\d{3})*(?:(?(1),|\.)\d+)?")
"""A number with one sign, or in groups of three digits; a date with points is neither."""
MOST = 16  # texts that are looked at, and that one of them is made into


def with_either_sign(
    candidates: Sequence[Candidate], can_be: Callable[[str], bool] = lambda _: True
) -> list[Candidate]:
    """Return texts likeliest first, each number in them with either sign as often as it is right.

    Args:
        candidates: texts as they were read.
        can_be: whether a text may come out.

    >>> [(one.text, round(one.confidence, 2)) for one in with_either_sign([Candidate("EUR 19.95", 1.0)])]
    [('EUR 19.95', 0.62), ('EUR 19,95', 0.38)]
    >>> len(with_either_sign([Candidate("12.03.2024", 1.0)]))
    1
    """
    sums: dict[str, float] = {}
    for place, one in enumerate(candidates):
        meant = _meant(one.text, can_be) if place < MOST else {one.text: 1.0}
        for text, share in meant.items():
            sums[text] = sums.get(text, 0.0) + share * one.confidence
    ranked = sorted(sums.items(), key=lambda item: -item[1])
    return [Candidate(text, share) for text, share in ranked]


def _meant(text: str, can_be: Callable[[str], bool]) -> dict[str, float]:
    """Return what a text that was read may be, with the share of each; only the likeliest of many."""
    texts = {"": 1.0}
    end = 0
    for number in NUMBER.finditer(text):
        before, end = text[end : number.start()], number.end()
        longer = {
            known + before + one: share * likely
            for known, share in texts.items()
            for one, likely in _numbers(number[0]).items()
        }
        texts = dict(sorted(longer.items(), key=lambda item: -item[1])[:MOST])
    whole = {known + text[end:]: share for known, share in texts.items()}
    allowed = {one: share for one, share in whole.items() if one == text or can_be(one)}
    barred = math.fsum(whole.values()) - math.fsum(allowed.values())
    return {one: share / (1.0 - barred) for one, share in allowed.items()}


def _numbers(number: str) -> dict[str, float]:
    """Return what a number may be, the one that was read among it, with the share of each."""
    signs = [char for char in number if char in TRUTH]
    if len(signs) > 4:
        return {number: 1.0}
    found = {}
    for choice in itertools.product(*(TRUTH[sign] for sign in signs)):
        ordered = iter(choice)
        one = "".join(next(ordered) if char in TRUTH else char for char in number)
        if one == number or AMOUNT.fullmatch(one):
            pairs = zip(signs, choice, strict=True)
            found[one] = math.prod(TRUTH[sign][meant] for sign, meant in pairs)
    total = math.fsum(found.values())
    return {one: share / total for one, share in found.items()}
