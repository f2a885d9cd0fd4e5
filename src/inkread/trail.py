"""The trail of an image: what was decided at each step of preprocessing, and what looked odd.

The command line, the web page and the desktop window all show the same trail, so it is plain
data: numbers and short sentences, with a picture beside each step where one was asked for.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

GreyImage = npt.NDArray[np.uint8]
"""One grey image, axes (height, width), uint8 0-255; the polarity is the step's own."""

Number = float | int | bool | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the chain.

    Attributes:
        name: the step's name in the contract, such as `polarity` or `crop`.
        numbers: what was measured and decided, ready for JSON.
        picture: the image after this step, or None where no pictures were asked for.
    """

    name: str
    numbers: dict[str, Number]
    picture: GreyImage | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something about the image that makes its reading less trustworthy.

    Attributes:
        code: stable name, such as `touches_border`.
        message: one sentence for the person, with what to do.
    """

    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """Return the caution as JSON-ready values."""
        return {"code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything that preprocessing did to one image, in order.

    Attributes:
        contract: the name of the preprocessing contract, such as `inkread-28-v1`.
        steps: the decisions, first to last.
        warnings: what looked odd; empty for a clean image.
        blank: whether no ink was found, so that there is nothing to read.
    """

    contract: str
    steps: tuple[Step, ...]
    warnings: tuple[Caution, ...] = ()
    blank: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the trail as JSON-ready values, without the pictures."""
        return {
            "contract": self.contract,
            "blank": self.blank,
            "steps": [{"name": step.name, **step.numbers} for step in self.steps],
            "warnings": [warning.to_dict() for warning in self.warnings],
        }
