"""One answer of a service about a filled form, as a record."""

import base64
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inkread.predictions import Candidate
from inkread.trail import Caution

Corner = tuple[float, float]
"""x and y, px."""


@dataclass(frozen=True, slots=True)
class RemoteValue:
    """The value of one field.

    Attributes:
        field: its name in the template.
        value: what stands there; empty where nothing is written, or nothing fits; `yes` of a ticked box.
        confidence: the value's share of the posterior, 0 to 1; of a tick box the share of boxes with such
            ink, that are taken to be as this one; 1 where nothing is written, 0 where it is empty for
            another reason.
        doubtful: whether a person should look at it.
        candidates: texts, most probable first.
        box: its corners from the left top clockwise, in a picture of the form's width and height.
        refusal: why there is no value to trust, or None.
        crop: what it looks like, the bytes of a JPEG file; None where none was asked for.
        tick: whether it is a tick box.
    """

    field: str
    value: str
    confidence: float
    doubtful: bool
    candidates: tuple[Candidate, ...]
    box: tuple[Corner, ...]
    refusal: Caution | None
    crop: bytes | None = dataclasses.field(repr=False)
    tick: bool = False

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "RemoteValue":
        """Return the value that the service tells."""
        return cls(
            candidates=tuple(Candidate(one["text"], one["confidence"]) for one in told["candidates"]),
            box=tuple((x, y) for x, y in told["box"]),
            refusal=told["refusal"] and Caution(**told["refusal"]),
            crop=told["crop"] and base64.b64decode(told["crop"].partition(",")[2]),
            **{name: told[name] for name in ("field", "value", "confidence", "doubtful", "tick")},
        )


@dataclass(frozen=True, slots=True)
class RemoteForm:
    """What a service read of a filled form.

    Attributes:
        name: what the scan is called.
        values: of the fields, in the template's order.
        width: of the picture that the boxes lie on, px.
        height: likewise.
        bundle: name of the bundle that read it.
        warnings: what was odd about the file, such as further pages.
    """

    name: str
    values: tuple[RemoteValue, ...]
    width: int
    height: int
    bundle: str
    warnings: tuple[Caution, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The values by their fields' names."""
        return {one.field: one.value for one in self.values}

    @property
    def doubtful(self) -> tuple[RemoteValue, ...]:
        """The values that a person should look at."""
        return tuple(one for one in self.values if one.doubtful)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "RemoteForm":
        """Return the form that the service tells."""
        values = tuple(map(RemoteValue.from_dict, told["values"]))
        warnings = tuple(Caution(**warning) for warning in told["warnings"])
        return cls(told["name"], values, told["width"], told["height"], told["bundle"], warnings)
