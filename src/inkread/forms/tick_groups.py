"""Tick boxes that exclude one another, such as "yes" and "no": where two are ticked, a person has to look."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from inkread.forms.reading import FieldReading
from inkread.trail import Caution

SEVERAL = Caution(
    "several_ticked",
    "Another box of which only one may be ticked is ticked too: look which one counts.",
)


def one_of_each_group(values: Sequence[FieldReading]) -> tuple[FieldReading, ...]:
    """Return values, those of the ticked boxes of a group doubted where there is more than one.

    None ticked is an answer left out, as an empty field is. What is doubted already says why by itself.
    """
    ticked = Counter(one.field.group for one in values if one.value)

    def is_one_of_several(one: FieldReading) -> bool:
        return bool(one.value) and one.field.group is not None and ticked[one.field.group] > 1

    return tuple(
        replace(one, refusal=SEVERAL) if is_one_of_several(one) and one.refusal is None else one
        for one in values
    )
