"""What a bundle knows of its own doubt: sets per charset, and the gate that refuses what is no character."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inkread.errors import BundleError

FLOAT_BYTES = 4


@dataclass(frozen=True, slots=True)
class Matrix:
    """Numbers of 32 bits in rows.

    Attributes:
        shape: rows and columns.
        content: the numbers row by row, little-endian.
    """

    shape: tuple[int, int]
    content: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a content of another size, and numbers that are none."""
        if self.shape[0] * self.shape[1] * FLOAT_BYTES != len(self.content):
            raise BundleError(
                f"expected {self.shape[0]} x {self.shape[1]} numbers of 32 bits,"
                f" got {len(self.content)} bytes; calibrate the bundle again"
            )
        if not np.isfinite(self.array()).all():
            raise BundleError("expected finite numbers in the gate, got others; calibrate the bundle again")

    @classmethod
    def of(cls, values: npt.ArrayLike) -> "Matrix":
        """Return the record of an array, axes (rows, columns) or (columns,)."""
        array = np.atleast_2d(np.asarray(values, "<f4"))
        return cls((array.shape[0], array.shape[1]), array.tobytes())

    def array(self) -> npt.NDArray[np.float32]:
        """Return the numbers, axes (rows, columns)."""
        return np.frombuffer(self.content, "<f4").reshape(self.shape)


@dataclass(frozen=True, slots=True)
class SetLimits:
    """Which characters belong to the set of an answer, at one level.

    Attributes:
        coverage: the share of each character's images whose set is meant to hold it, such as 0.95.
        limits: the least probability with which each grapheme of the charset belongs to the set.
        pooled: the graphemes with too few samples for a limit of their own, which have one together.
    """

    coverage: float
    limits: tuple[float, ...] = field(repr=False)
    pooled: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse levels and limits that are no probabilities."""
        for what, value in (("coverage", self.coverage), *(("limit", limit) for limit in self.limits)):
            if not 0.0 <= value <= 1.0:
                raise BundleError(f"expected a {what} from 0 to 1, got {value}; calibrate the bundle again")


@dataclass(frozen=True, slots=True)
class CharsetDoubt:
    """What was learnt of the answers in one charset.

    Attributes:
        charset: what may come out, as `--charset` takes it; empty for all that the bundle reads.
        temperature: divides the logits before softmax while this charset is in force.
        num: calibration samples of each grapheme.
        sets: one a level, the lowest first.
    """

    charset: str
    temperature: float
    num: tuple[int, ...] = field(repr=False)
    sets: tuple[SetLimits, ...]

    def __post_init__(self) -> None:
        """Refuse a temperature that cannot be, and limits of another charset."""
        if not (math.isfinite(self.temperature) and self.temperature > 0):
            raise BundleError(
                f"{self.charset}: expected a temperature above 0, got {self.temperature}; calibrate again"
            )
        for one in self.sets:
            if len(one.limits) != len(self.num):
                raise BundleError(
                    f"{self.charset}: expected {len(self.num)} limits, one a grapheme, got {len(one.limits)};"
                    " calibrate the bundle again"
                )


@dataclass(frozen=True, slots=True)
class Gate:
    """A line between images of one character and all others, drawn through signals of the network.

    Attributes:
        tensor: name in the graph of the features, axes (n, d), that the last layer makes the logits from.
        signals: what is looked at, in order; see `inkread.recognition.signals`.
        weights: of each signal; their sum with `bias` is the evidence that there is no character.
        bias: where the evidence begins.
        limit: the evidence from which on an image is refused.
        arrays: what the signals are computed with, by name.
        kept: of each set that the limit was chosen on, the share of images that pass.
    """

    tensor: str
    signals: tuple[str, ...]
    weights: tuple[float, ...] = field(repr=False)
    bias: float
    limit: float
    arrays: Mapping[str, Matrix] = field(repr=False, hash=False)
    kept: Mapping[str, float] = field(hash=False)

    def __post_init__(self) -> None:
        """Refuse weights without signals."""
        if len(self.weights) != len(self.signals):
            raise BundleError(
                f"expected {len(self.signals)} weights, one a signal, got {len(self.weights)};"
                " calibrate the bundle again"
            )


@dataclass(frozen=True, slots=True)
class Doubt:
    """How a bundle tells what it does not know.

    Attributes:
        charsets: temperature and sets of each charset that was calibrated.
        gate: refuses what is no character; None for a plain rule that every bundle has.
        data: digest of the calibration images and labels.
        command: what made this section.
    """

    charsets: tuple[CharsetDoubt, ...]
    gate: Gate | None
    data: str
    command: str
