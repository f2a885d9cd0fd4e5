"""The parts of `bundle.json`, each a small record that refuses what could not be read with."""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from inkread.errors import BundleError

LINE_CONTRACTS = ("inkread-line-v1",)
"""Contracts that make a line of writing into an image, for networks that read it whole."""
CONTRACTS = ("inkread-28-v1", "inkread-28-v2", *LINE_CONTRACTS)
"""Preprocessing contracts that this version of inkread can carry out."""

GLYPH_SIDE = 28  # pixels; fixed by the contract
GLYPH_SHAPES = ((GLYPH_SIDE, GLYPH_SIDE), (GLYPH_SIDE, GLYPH_SIDE, 1), (1, GLYPH_SIDE, GLYPH_SIDE))
ANY_WIDTH = -1  # of an input: lines are as wide as their text is long
LINE_SHAPES = ((32, ANY_WIDTH, 1),)
POLARITY = "white ink on black"

Setting = float | int | bool | str


@dataclass(frozen=True, slots=True)
class PreprocessSpec:
    """Which preprocessing the network was trained behind.

    Attributes:
        contract: the contract's name; one of `CONTRACTS`.
        settings: the contract's numbers, for the person who reads the file.
    """

    contract: str
    settings: Mapping[str, Setting] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __post_init__(self) -> None:
        """Refuse a contract that this version cannot carry out: it would read fluent nonsense."""
        if self.contract not in CONTRACTS:
            raise BundleError(
                f"expected the preprocessing contract {' or '.join(CONTRACTS)}, got {self.contract!r};"
                " update inkread, or choose another bundle"
            )


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What the graph takes: uint8 glyphs or lines, 0-255; scaling to [0, 1] happens inside the graph.

    Attributes:
        name: the graph's input.
        shape: axes of one glyph, after the batch axis: (28, 28), (28, 28, 1) or (1, 28, 28); of a line
            (32, -1, 1), for any width.
        dtype: always `uint8`.
        polarity: always `white ink on black`.
        value_range: always (0, 255).
    """

    name: str
    shape: tuple[int, ...] = (GLYPH_SIDE, GLYPH_SIDE, 1)
    dtype: str = "uint8"
    polarity: str = POLARITY
    value_range: tuple[int, int] = (0, 255)

    def __post_init__(self) -> None:
        """Refuse an input that the preprocessing contract does not make."""
        _expect("the input's shape", self.shape, (*GLYPH_SHAPES, *LINE_SHAPES))
        _expect("the input's dtype", self.dtype, ("uint8",))
        _expect("the input's polarity", self.polarity, (POLARITY,))
        _expect("the input's range", self.value_range, ((0, 255),))


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """What the graph gives: `name` in the graph, and `kind`.

    `logits` are one row a glyph, axes (n, c). `frames` are many rows a line, axes (n, frames, 1 + c): logits
    whose first column is the blank's.
    """

    name: str
    kind: str = "logits"

    def __post_init__(self) -> None:
        """Refuse an output that the reader would take for something else."""
        _expect("the output's kind", self.kind, ("logits", "frames"))


@dataclass(frozen=True, slots=True)
class Training:
    """Where the weights come from, so that the run can be repeated.

    Attributes:
        data: digest of the training data.
        recipe: the recipe's name.
        seeds: one for each training run that went in.
        epochs: epochs of each run.
        packages: version of each package that took part.
        created: when, in ISO 8601.
    """

    data: str
    recipe: str
    seeds: tuple[int, ...]
    epochs: int
    packages: Mapping[str, str] = field(hash=False)
    created: str

    def __post_init__(self) -> None:
        """Refuse a run that cannot have been."""
        if self.epochs < 0:
            raise BundleError(f"expected epochs from 0, got {self.epochs}; write the number that was trained")
        try:
            datetime.fromisoformat(self.created)
        except ValueError:
            raise BundleError(
                f"expected `created` as 2026-01-31T12:00:00+00:00, got {self.created!r}; write it in ISO 8601"
            ) from None


@dataclass(frozen=True, slots=True)
class Score:
    """One measured figure.

    Attributes:
        set: the data set, with its split, such as `mnist-test`.
        charset: the charset in force, as `--charset` takes it.
        metric: such as `accuracy` or `expected_calibration_error`.
        value: the mean over the seeds.
        spread: standard deviation over the seeds, or None for one seed.
        n: number of samples.
        seeds: the seeds that were measured.
        command: what makes this figure.
    """

    set: str
    charset: str
    metric: str
    value: float
    spread: float | None
    n: int
    seeds: tuple[int, ...]
    command: str

    def __post_init__(self) -> None:
        """Refuse a figure that says nothing."""
        if self.n < 1 or not math.isfinite(self.value):
            raise BundleError(
                f"score of {self.set}: expected a finite value over at least one sample,"
                f" got {self.value} over {self.n}; measure it again"
            )


@dataclass(frozen=True, slots=True)
class Golden:
    """One glyph with the logits that the exporting machine got for it: the proof after loading.

    Attributes:
        glyph: 28 x 28 uint8 values, row by row.
        logits: one for each grapheme.
    """

    glyph: bytes = field(repr=False)
    logits: tuple[float, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a glyph of another size."""
        if len(self.glyph) != GLYPH_SIDE**2:
            raise BundleError(
                f"expected a golden glyph of {GLYPH_SIDE**2} bytes, got {len(self.glyph)}; export again"
            )


@dataclass(frozen=True, slots=True)
class ModelFile:
    """What `model.onnx` must be: its SHA-256 in hexadecimal, and its size in bytes."""

    sha256: str
    size: int

    def __post_init__(self) -> None:
        """Refuse what is no SHA-256."""
        if not re.fullmatch(r"[0-9a-f]{64}", self.sha256) or self.size < 1:
            raise BundleError(
                f"expected a SHA-256 of 64 hexadecimal digits and a size of a byte or more,"
                f" got {self.sha256!r} and {self.size}; export the bundle again"
            )

    @classmethod
    def of(cls, model: bytes) -> "ModelFile":
        """Return the record of the ONNX file `model`."""
        return cls(hashlib.sha256(model).hexdigest(), len(model))


def _expect(what: str, value: object, allowed: tuple[object, ...]) -> None:
    """Raise BundleError unless `value` is one of `allowed`."""
    if value not in allowed:
        choices = " or ".join(str(choice) for choice in allowed)
        raise BundleError(f"expected {what} as {choices}, got {value}; export the bundle again")
