"""What a reader of forms answers: a value for each field, with how sure it is and where it stands."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.forms.registration import Registration
from inkread.forms.template import Field
from inkread.predictions import Candidate
from inkread.trail import Caution, GreyImage


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field of one filled form.

    Attributes:
        field: of the template.
        value: what it was read as; empty where nothing is written, or no text can be laid over it; `yes` of a
            box that is ticked.
        confidence: the posterior of the value, as for words; of a tick box see `inkread.forms.ticks.Tick`;
            1 where nothing is written, 0 where it is empty for another reason.
        candidates: texts, most probable first; none of a field of several lines, or a tick box.
        corners: where the field lies in the picture, axes (4, 2), x and y, px, from its left top clockwise.
        crop: how it looks there, upright, a tick box with what is around it, axes (height, width), uint8.
        refusal: why there is no value to trust, or None: `breaks_pattern`, `not_in_lexicon`,
            `not_in_charset`, `no_text`, `no_writing`, `not_sure`, `left_out` where there is only a drawing,
            `partly_left_out` where one is beside the writing, `faint_writing`, `outside_picture`,
            `print_not_seen`, of a tick box `struck_out` and `several_ticked`, and `correction_misfit` of a
            value that a person typed.
    """

    field: Field
    value: str
    confidence: float
    candidates: tuple[Candidate, ...]
    corners: npt.NDArray[np.float64] = dataclasses.field(repr=False, compare=False)
    crop: GreyImage = dataclasses.field(repr=False, compare=False)
    refusal: Caution | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it: it is refused, or less sure than the field asks for."""
        return self.refusal is not None or self.confidence < self.field.review_below

    def to_dict(self) -> dict[str, Any]:
        """Return the value as JSON-ready values."""
        return {
            "field": self.field.name,
            "value": self.value,
            "confidence": self.confidence,
            "doubtful": self.doubtful,
            "candidates": [{"text": one.text, "confidence": one.confidence} for one in self.candidates],
            "box": [[round(float(side), 1) for side in corner] for corner in self.corners],
            "refusal": self.refusal and self.refusal.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class FormReading:
    """One filled form.

    Attributes:
        values: of its fields, in the template's order.
        registration: where the form lies in the picture.
        source: the file's name, or None for an array or bytes.
    """

    values: tuple[FieldReading, ...]
    registration: Registration = dataclasses.field(repr=False, compare=False)
    source: str | None = None

    @property
    def doubtful(self) -> tuple[FieldReading, ...]:
        """The values that a person should look at."""
        return tuple(value for value in self.values if value.doubtful)
