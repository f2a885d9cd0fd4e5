"""How a reading came about, for a page to show: the steps before the network, its layers, what decided."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from inkread.predictions import GlyphReading
from inkread.recognition.occlusion import occlusion_map
from inkread.recognition.reader import Reader
from inkread.trail import GreyImage, Step
from inkread.web.pictures import data_url, float16_text

if TYPE_CHECKING:
    from inkread.recognition.stages import Inspector, Stage


def trail_told(reading: GlyphReading) -> dict[str, Any]:
    """Return the steps of preprocessing, with a picture of each that has one."""
    trail = reading.trail
    return {
        "contract": trail.contract,
        "blank": trail.blank,
        "steps": [_step(step) for step in trail.steps],
        "warnings": [warning.to_dict() for warning in trail.warnings],
    }


def probabilities_told(reader: Reader, glyph: GreyImage) -> list[dict[str, Any]]:
    """Return the probability of everything that may come out, in the charset's order."""
    row = reader.probabilities(glyph[None])[0]
    pairs = zip(reader.charset.graphemes, row.tolist(), strict=True)
    return [{"text": text, "confidence": confidence} for text, confidence in pairs]


def stages_told(inspector: "Inspector", glyph: GreyImage) -> list[dict[str, Any]]:
    """Return what each layer of the network makes of `glyph`."""
    return [_stage(stage) for stage in inspector.inspect(glyph).stages]


def occlusion_told(reader: Reader, glyph: GreyImage, text: str) -> dict[str, Any]:
    """Return how much the probability of `text` falls where a patch of `glyph` is blanked."""
    drops = occlusion_map(reader, glyph, text)
    return {"shape": list(drops.shape), "values": float16_text(drops)}


def _step(step: Step) -> dict[str, Any]:
    """Return one step of preprocessing."""
    picture = None if step.picture is None else data_url(step.picture)
    return {"name": step.name, "numbers": step.numbers, "picture": picture}


def _stage(stage: "Stage") -> dict[str, Any]:
    """Return one layer's answer."""
    values = stage.values
    return {
        "name": stage.name,
        "kind": stage.kind,
        "shape": list(values.shape),
        "low": float(values.min()),
        "high": float(values.max()),
        "values": float16_text(values),
        "receptive_field": stage.receptive_field and stage.receptive_field.to_dict(),
        "weights": None if stage.kernels is None else _weights(stage.kernels),
    }


def _weights(kernels: npt.NDArray[np.float32]) -> dict[str, Any]:
    """Return kernels, axes (filters, height, width), with the axes of Keras: (height, width, 1, filters)."""
    weights = kernels.transpose(1, 2, 0)[:, :, None, :]
    return {"shape": list(weights.shape), "values": float16_text(weights)}
