"""A model on disk with all it takes to read with it: one `model.onnx` and one `bundle.json`."""

from inkread.bundle.doubt import CharsetDoubt, Doubt, Gate, Matrix, SetLimits
from inkread.bundle.manifest import to_json
from inkread.bundle.parts import (
    CONTRACTS,
    Golden,
    InputSpec,
    ModelFile,
    OutputSpec,
    PreprocessSpec,
    Score,
    Training,
)
from inkread.bundle.record import DEFAULT, Bundle, shipped
from inkread.bundle.storage import write_bundle

__all__ = [
    "CONTRACTS",
    "DEFAULT",
    "Bundle",
    "CharsetDoubt",
    "Doubt",
    "Gate",
    "Golden",
    "InputSpec",
    "Matrix",
    "ModelFile",
    "OutputSpec",
    "PreprocessSpec",
    "Score",
    "SetLimits",
    "Training",
    "shipped",
    "to_json",
    "write_bundle",
]
