"""Which characters an answer may well be: conformal sets with limits for each character of their own."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle, CharsetDoubt
from inkread.charset import Charset
from inkread.errors import ConfigError

ROUNDING = 1e-9
USUAL_COVERAGE = 0.95  # of a reading's set, where none is named
Row = npt.NDArray[np.float64]  # probabilities of one glyph over the charset in force, axes (c,)


def calibrated(bundle: Bundle, onto: Charset | None) -> CharsetDoubt | None:
    """Return what the bundle has learnt of the very charset `onto` (None: its own), or None."""
    held = bundle.doubt.charsets if bundle.doubt else ()
    wanted = bundle.charset if onto is None else onto
    for one in held:
        if wanted == (Charset.parse(one.charset) if one.charset else bundle.charset):
            return one
    return None


def temperature_of(bundle: Bundle, onto: Charset | None) -> float:
    """Return what to divide logits by while `onto` is in force: its own temperature, else the bundle's."""
    found = calibrated(bundle, onto)
    return bundle.temperature if found is None else found.temperature


def limits_of(bundle: Bundle, onto: Charset, *, coverage: float) -> Row | None:
    """Return the least probability at which each grapheme of `onto` is in a set; None where nothing is known.

    Characters of a charset that was not calibrated take the limits of the bundle's own: what is left out
    only adds to the probability of the rest, so that their sets cover no less (and are somewhat larger).

    Raises:
        ConfigError: when the bundle is not calibrated for this coverage, and it is not the usual one.
    """
    own = calibrated(bundle, onto)
    if own is not None:
        return np.array(_level(own, coverage, bundle.name))
    whole = calibrated(bundle, None)
    if whole is None and coverage != USUAL_COVERAGE:
        raise ConfigError(
            f"{bundle.name}: expected a calibrated bundle for a coverage of {coverage!r}, got another;"
            " run inkread bundle calibrate"
        )
    if whole is None:
        return None
    held = _level(whole, coverage, bundle.name)
    limits = np.ones(len(onto))
    for label, limit in zip(bundle.charset.project(onto), held, strict=True):
        if label >= 0:
            limits[label] = min(limits[label], limit)
    return limits


def members(row: Row, limits: Row, *, coverage: float) -> tuple[int, ...]:
    """Return the places of a set, most probable first; never empty.

    The rule is that of least ambiguous sets (Sadinle, Lei & Wasserman 2019, section 3): all that reach their
    class's limit. Where none does, the image is less like every character than nearly all images that the
    limits were taken from, and the fewest most probable with `coverage` of the probability are the set.

    >>> members(np.array([0.1, 0.6, 0.3]), np.array([0.2, 0.2, 0.2]), coverage=0.9)
    (1, 2)
    >>> members(np.array([0.1, 0.5, 0.4]), np.array([0.9, 0.9, 0.9]), coverage=0.9)
    (1, 2)
    """
    order = (-row).argsort(kind="stable")
    reached = (row >= limits)[order]
    if reached.any():
        reached[0] = True  # the answer itself is always of its set
        return tuple(order[reached].tolist())
    return tuple(order[: 1 + int((row[order].cumsum() < coverage - ROUNDING).sum())].tolist())


def _level(found: CharsetDoubt, coverage: float, name: str) -> Sequence[float]:
    """Return the limits of one level."""
    for one in found.sets:
        if one.coverage == coverage:
            return one.limits
    held = ", ".join(f"{one.coverage:g}" for one in found.sets)
    raise ConfigError(f"{name}: expected a coverage of {held}, got {coverage!r}; choose one of these")
