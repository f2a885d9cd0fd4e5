"""How the error falls with more training images, and what twice as many promise, with an honest interval.

Error against training-set size follows a power law over a wide middle range (Hestness et al. 2017, arXiv
1712.00409; Cortes et al. 1994), towards a floor that nobody can see from far off. So two laws are fitted,
with and without a floor, and the promise covers both.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.errors import DataError

LEAST_SIZES = 4  # a law with a floor has three numbers
DRAWS = 400
LEVEL = 0.95
WORTH_A_FLOOR = 4.0  # by so much the squared residuals must fall: two standard errors
# Steeper laws come of noise alone: Hestness et al. found 0.07 to 0.35, small sets reach 1.
EXPONENTS = np.linspace(0.0, 2.0, 201)
TINY = 1e-300

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a training set of another size promises.

    Attributes:
        size: training images.
        error: expected share read wrong, 0 to 1.
        low: the lower edge of the 95 % interval: counting, the luck of training, and which law holds.
        high: the upper edge.
    """

    size: int
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """error = scale · size ** -exponent + floor.

    Attributes:
        scale: of the law.
        exponent: 0.5: four times the images for half the error; 0: more images do not help.
        floor: the error that no number of images goes below, as far as can be seen from here.
        scatter: by how many standard errors of counting the points lie about the law; above 1 the luck of
            training shows.
        promises: what other sizes promise.
    """

    scale: float
    exponent: float
    floor: float
    scatter: float
    promises: tuple[Promise, ...]

    def errors(self, sizes: npt.ArrayLike) -> Floats:
        """Return the law's error at each size, axes (n,)."""
        law = np.array([self.scale, self.exponent, self.floor])
        return _law(law, np.asarray(sizes, np.float64))

    def to_dict(self) -> dict[str, Any]:
        """Return the law as JSON-ready values."""
        return asdict(self)


def fit_power_law(
    sizes: Sequence[int], errors: Sequence[float], num_validation: int, *, towards: Sequence[int], seed: int
) -> PowerLaw:
    """Return the law through errors measured at several sizes, and its promises at the sizes `towards`.

    Args:
        sizes: training images, four different ones or more.
        errors: share of the validation images read wrong at each, 0 to 1.
        num_validation: validation images that the errors were counted on.
        towards: sizes to promise something for.
        seed: of the parametric bootstrap.

    Raises:
        DataError: when there are too few sizes, or none was judged on an image.
    """
    places, seen = np.asarray(sizes, np.float64), np.asarray(errors, np.float64)
    if len(places) != len(seen) or len(np.unique(places)) < LEAST_SIZES or num_validation < 1:
        raise DataError(
            f"expected errors at {LEAST_SIZES} sizes or more, got {len(seen)} at {len(np.unique(places))}"
            " sizes; name more --sizes"
        )
    spread = _counting_error(seen, num_validation)
    laws = [_fits(seen[None], places, spread, floored=floored)[0] for floored in (False, True)]
    misfits = [float((((_law(law, places) - seen) / spread) ** 2).sum()) for law in laws]
    is_floored = misfits[0] - misfits[1] > WORTH_A_FLOOR
    law, num_free = (laws[1], 3) if is_floored else (laws[0], 2)
    scatter = float(np.sqrt(misfits[is_floored] / max(1, len(seen) - num_free)))
    drawn = _drawn(laws, places, spread * max(1.0, scatter), towards=towards, seed=seed)
    edges = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    expected = _law(law, np.asarray(towards, np.float64))
    promises = tuple(
        Promise(size, float(error), float(min(low, error)), float(max(high, error)))
        for size, error, low, high in zip(towards, expected, *edges, strict=True)
    )
    return PowerLaw(float(law[0]), float(law[1]), float(law[2]), scatter, promises)


def _law(law: Floats, sizes: Floats) -> Floats:
    """Return the errors of laws (scale, exponent, floor), axes (..., 3), at each size, axes (..., n)."""
    return np.asarray(law[..., :1] * sizes ** -law[..., 1:2] + law[..., 2:])


def _counting_error(errors: Floats, num: int) -> Floats:
    """Return the standard error of each share counted on `num` images, never 0 (Agresti & Coull 1998)."""
    centred = (errors * num + 2) / (num + 4)
    return np.asarray(np.sqrt(centred * (1 - centred) / (num + 4)))


def _fits(errors: Floats, sizes: Floats, spread: Floats, *, floored: bool) -> Floats:
    """Return the laws of least squares, axes (draws, 3), through rows of errors, axes (draws, n).

    Given the exponent a law is linear in scale and floor, so only the exponent is searched for, over a grid
    (variable projection, Golub & Pereyra 1973). Hundreds of laws are fitted at once in a millisecond each;
    a general optimiser took a second for ten.
    """
    falls = sizes ** -EXPONENTS[:, None]  # axes (exponents, n)
    weights = 1 / spread**2
    cross = (errors * weights) @ falls.T  # axes (draws, exponents)
    squares = (falls**2) @ weights
    scales, floors = cross / squares, np.zeros_like(cross)
    if floored:
        sums, total, heights = falls @ weights, weights.sum(), ((errors * weights).sum(axis=1))[:, None]
        scale = (total * cross - sums * heights) / np.maximum(total * squares - sums**2, TINY)
        floor = (heights - scale * sums) / total
        holds = (scale >= 0) & (floor >= 0)
        scales, floors = np.where(holds, scale, scales), np.where(holds, floor, floors)
    laws = np.stack([scales, np.broadcast_to(EXPONENTS, cross.shape), floors], axis=-1)
    misfits = (((_law(laws, sizes) - errors[:, None]) / spread) ** 2).sum(axis=-1)
    best = misfits.argmin(axis=1)
    return np.asarray(laws[np.arange(len(errors)), best])


def _drawn(
    laws: Sequence[Floats], sizes: Floats, spread: Floats, *, towards: Sequence[int], seed: int
) -> Floats:
    """Return what laws fitted to errors drawn anew promise, axes (draws, sizes): half without a floor."""
    rng = np.random.default_rng(seed)
    rows = []
    for floored, law in enumerate(laws):
        errors = np.clip(rng.normal(_law(law, sizes), spread, (DRAWS // 2, len(sizes))), 0.0, 1.0)
        made = _law(_fits(errors, sizes, spread, floored=bool(floored)), np.asarray(towards, np.float64))
        # What will be measured there is counted, and trained with luck, once more.
        rows.append(made + rng.normal(0.0, spread[sizes.argmax()], (len(made), 1)))
    return np.clip(np.concatenate(rows), 0.0, 1.0)
