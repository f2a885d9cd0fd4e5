"""A form that was read, as bytes and back: what a command keeps that may be killed."""

import io
import json
import zipfile
import zlib
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inkread.forms.bend import Bend
from inkread.forms.reading import FieldReading, FormReading
from inkread.forms.registration import Registration
from inkread.forms.template import Field, Template
from inkread.predictions import Candidate
from inkread.trail import Caution, GreyImage

_DAMAGED = (
    KeyError,
    TypeError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
    MemoryError,
    zlib.error,
    zipfile.BadZipFile,
    cv2.error,
)


def packed(reading: FormReading, *, crops: bool) -> bytes:
    """Return a reading as an `.npz` without pickles.

    Args:
        reading: of a form.
        crops: whether to keep the picture of each field; else only of the doubtful ones, and the others come
            back without any.
    """
    place = reading.registration
    told = {
        "source": reading.source,
        "matches": place.matches,
        "agreeing": place.agreeing,
        "print_seen": place.print_seen,
        "reach": place.bend.reach,
        "values": [_told(value) for value in reading.values],
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "told": np.frombuffer(json.dumps(told).encode(), np.uint8),
        "to_image": place.to_image,
        "places": place.bend.places,
        "shifts": place.bend.shifts,
        "corners": np.stack([value.corners for value in reading.values]),
    }
    for number, value in enumerate(reading.values):
        if crops or value.doubtful:
            arrays[f"crop_{number}"] = cv2.imencode(".png", value.crop)[1].ravel()
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **arrays)
    return content.getvalue()


def unpacked(content: bytes, template: Template) -> FormReading:
    """Return the reading of a form of this template that `packed` made bytes of.

    Raises:
        ValueError: when it did not.
    """
    try:
        return _unpacked(content, {field.name: field for field in template.fields})
    except _DAMAGED as error:
        raise ValueError(f"expected a packed form, got other bytes: {error!r}") from error


def _unpacked(content: bytes, fields: dict[str, Field]) -> FormReading:
    """Return what was packed of a form with these fields."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        arrays = dict(kept)
    told = json.loads(arrays["told"].tobytes())
    values = tuple(
        _value(one, fields[one["field"]], corners, _crop(arrays.get(f"crop_{number}")))
        for number, (one, corners) in enumerate(zip(told["values"], arrays["corners"], strict=True))
    )
    bend = Bend(arrays["places"], arrays["shifts"], told["reach"])
    place = Registration(arrays["to_image"], told["matches"], told["agreeing"], told["print_seen"], bend)
    return FormReading(values, place, told["source"])


def _told(value: FieldReading) -> dict[str, Any]:
    """Return what is said of a field in words and numbers, which JSON keeps to the last digit."""
    return {
        "field": value.field.name,
        "value": value.value,
        "confidence": value.confidence,
        "candidates": [(one.text, one.confidence) for one in value.candidates],
        "refusal": value.refusal and value.refusal.to_dict(),
    }


def _value(
    told: dict[str, Any], field: Field, corners: npt.NDArray[np.float64], crop: GreyImage
) -> FieldReading:
    """Return what was told of a field."""
    candidates = tuple(Candidate(text, confidence) for text, confidence in told["candidates"])
    refusal = told["refusal"] and Caution(**told["refusal"])
    return FieldReading(field, told["value"], told["confidence"], candidates, corners, crop, refusal)


def _crop(png: npt.NDArray[np.uint8] | None) -> GreyImage:
    """Return the picture of a field, axes (height, width); one of no pixels where none was kept."""
    if png is None:
        return np.zeros((0, 0), np.uint8)
    return np.asarray(cv2.imdecode(png, cv2.IMREAD_GRAYSCALE), np.uint8)
