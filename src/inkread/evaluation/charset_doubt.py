"""Temperature and conformal sets of each charset that people ask for, from one pass over held-out images."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.bundle import CharsetDoubt
from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Labels, Samples
from inkread.evaluation.conformal import enough_for, set_limits
from inkread.evaluation.kinds import usual_charsets
from inkread.evaluation.temperature import fit_temperature_onto
from inkread.recognition.probabilities import Projection
from inkread.recognition.sets import USUAL_COVERAGE

COVERAGES = (0.9, 0.95, 0.99)
ONE_KIND = ("digits", "upper", "lower")  # charsets whose temperature is their own


@dataclass(frozen=True, slots=True, eq=False)
class HeldOutLogits:
    """What a network says of images that it was not trained on.

    Attributes:
        charset: what the logits stand for.
        logits: axes (n, c), float32, before softmax.
        labels: axes (n,), places in `charset`.
    """

    charset: Charset
    logits: npt.NDArray[np.float32]
    labels: Labels


def charset_doubts(held_out: HeldOutLogits, *, temperature: float) -> tuple[CharsetDoubt, ...]:
    """Return what is learnt of the network's own charset, which comes first, and of each usual one below it.

    The temperature of the network's own charset is given. A charset of one kind of character (digits,
    capitals, lower-case letters) has one of its own, for what is left out was often what made an answer
    doubtful. Where kinds mix, how often each is written matters more than any temperature, and people's own
    images were worse calibrated by one of their own (36 classes, photographs: ECE 5.0 % instead of 2.4 %).
    A charset with too few images has no entry.

    Args:
        held_out: what the network says.
        temperature: of its own charset.
    """
    made = [_doubt(held_out, held_out.charset, "", temperature)]
    for name in usual_below(held_out.charset, held_out.labels):
        given = None if name in ONE_KIND else temperature
        made.append(_doubt(held_out, NAMED[name], name, given))
    return tuple(one for one in made if one is not None)


def usual_below(held: Charset, labels: Labels) -> tuple[str, ...]:
    """Return the usual charsets, less `held` itself, that labels over `held` can decide."""
    nothing = np.zeros((len(labels), 1, 1), np.uint8)
    names = usual_charsets(held, Samples("labels", nothing, labels, held)) if len(labels) else ()
    return tuple(name for name in names if NAMED[name] != held)


def within(held: Charset, onto: Charset, labels: Labels) -> tuple[npt.NDArray[np.bool_], Labels]:
    """Return which labels over `held` are of `onto`, axes (n,), and those as labels over `onto`."""
    moved = np.array(held.project(onto), np.int64)[labels]
    return moved >= 0, moved[moved >= 0]


def _doubt(
    held_out: HeldOutLogits, onto: Charset, name: str, temperature: float | None
) -> CharsetDoubt | None:
    """Return what is learnt of one charset, or None where it has too few images."""
    held = held_out.charset
    counted, truth = within(held, onto, held_out.labels)
    if not enough_for(len(truth), coverage=USUAL_COVERAGE):
        return None
    logits = held_out.logits[counted]
    fitted = fit_temperature_onto(logits, truth, held, onto) if temperature is None else temperature
    table = Projection(held, onto, temperature=fitted)(logits)
    return CharsetDoubt(
        charset=name,
        temperature=fitted,
        num=tuple(np.bincount(truth, minlength=len(onto)).tolist()),
        sets=tuple(
            set_limits(table, truth, onto, coverage=coverage)
            for coverage in COVERAGES
            if enough_for(len(truth), coverage=coverage)
        ),
    )
