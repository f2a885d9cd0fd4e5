"""From a Keras model to a bundle, opened again through the reader and compared with Keras."""

import os
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread.bundle import (
    Bundle,
    Doubt,
    InputSpec,
    ModelFile,
    OutputSpec,
    PreprocessSpec,
    Training,
    write_bundle,
)
from inkread.charset import Charset
from inkread.errors import TrainingError
from inkread.preprocess.contract import CONTRACT
from inkread.preprocess.frame import LONGEST, SIDE
from inkread.recognition.session import Session, with_golden
from inkread.training.architectures import Model
from inkread.training.augment import Glyphs
from inkread.training.scaling import scale_in_one_node

PARITY = 1e-5  # greatest difference of a probability between Keras and the bundle
PARITY_BATCHES = (1, 7)
INPUT_NAME = "glyph"
OUTPUT_NAME = "logits"


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What a bundle says about its model.

    Attributes:
        name: the bundle's name.
        charset: what the logits stand for, in order.
        temperature: divides the logits before softmax.
        training: where the weights come from.
        doubt: what was learnt of its doubt, or None.
    """

    name: str
    charset: Charset
    temperature: float
    training: Training
    doubt: Doubt | None = None


def export_bundle(model: Model, facts: BundleFacts, destination: Path, *, overwrite: bool = False) -> Bundle:
    """Write `model` as a bundle and return it, proved equal to Keras.

    Args:
        model: takes glyphs with axes (n, 28, 28, 1), uint8, and gives logits.
        facts: what the bundle says about it.
        destination: a folder, or a file ending in `.zip`.
        overwrite: whether to replace a bundle that is there.

    Raises:
        TrainingError: when the model is of another form, or the bundle's answers differ from Keras'.
    """
    check_form(model, len(facts.charset))
    check_answers(model)
    graph = to_onnx(model)
    bundle = Bundle(
        name=facts.name,
        charset=facts.charset,
        preprocess=PreprocessSpec(CONTRACT, {"side": SIDE, "longest": LONGEST}),
        input=InputSpec(INPUT_NAME),
        output=OutputSpec(OUTPUT_NAME),
        temperature=facts.temperature,
        doubt=facts.doubt,
        training=facts.training,
        model_file=ModelFile.of(graph),
        model=graph,
    )
    prove_parity(model, bundle)
    proved = with_golden(bundle)
    write_bundle(proved, destination, overwrite=overwrite)
    return proved


def check_form(model: Model, num_classes: int) -> None:
    """Refuse a model that a bundle cannot carry.

    Raises:
        TrainingError: when its input is not glyphs or its output is not one logit a grapheme.
    """
    takes, gives = getattr(model, "inputs", None) or [], getattr(model, "outputs", None) or []
    taken, given = [tuple(value.shape) for value in takes], [tuple(value.shape) for value in gives]
    if taken != [(None, SIDE, SIDE, 1)]:
        raise TrainingError(
            f"expected a model that takes (n, {SIDE}, {SIDE}, 1), got {_named(taken)};"
            " train it on such images"
        )
    if takes[0].dtype != "uint8":
        raise TrainingError(
            f"expected a model that takes uint8, 0 to 255, got {takes[0].dtype};"
            " give it an input of uint8 and a Rescaling layer first"
        )
    if given != [(None, num_classes)]:
        raise TrainingError(
            f"expected a model that gives {num_classes} logits, one a grapheme, got {_named(given)};"
            " check the charset"
        )


def check_answers(model: Model) -> None:
    """Refuse a model that gives probabilities: softmax over them would make every reading doubtful.

    Raises:
        TrainingError: when every answer adds up to 1 and none is negative.
    """
    answers = np.asarray(model(_trial_glyphs(PARITY_BATCHES[-1])[..., None], training=False))
    if (answers >= 0).all() and np.allclose(answers.sum(axis=-1), 1.0, atol=1e-3):
        raise TrainingError(
            "expected a model that gives logits, got probabilities;"
            " remove the softmax of its last layer and save it anew"
        )


def to_onnx(model: Model) -> bytes:
    """Return `model` as one self-contained ONNX file with input `glyph` and output `logits`."""
    import onnx

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        with warnings.catch_warnings():
            # Keras' bridge to tf2onnx touches np.object, which NumPy 2 announces for later.
            warnings.simplefilter("ignore")
            model.export(os.fspath(path), format="onnx", verbose=False)
        graph = onnx.load(os.fspath(path))
    _rename(graph.graph, graph.graph.input[0].name, INPUT_NAME)
    _rename(graph.graph, graph.graph.output[0].name, OUTPUT_NAME)
    for value in (*graph.graph.input, *graph.graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "n"
    scale_in_one_node(graph)
    onnx.checker.check_model(graph)
    return bytes(graph.SerializeToString())


def prove_parity(model: Model, bundle: Bundle) -> None:
    """Compare Keras with the bundle on glyphs of noise and strokes.

    Raises:
        TrainingError: when a probability differs by more than 1e-5.
    """
    session = Session(bundle)
    for size in PARITY_BATCHES:
        glyphs = _trial_glyphs(size)
        expected = _softmax(np.asarray(model.predict_on_batch(glyphs[..., None])))
        found = _softmax(session.logits(glyphs))
        gap = float(np.abs(expected - found).max())
        if not gap <= PARITY:
            raise TrainingError(
                f"{bundle.name}: expected probabilities within {PARITY} of Keras', got {gap:.2g} apart"
                f" at batch {size}; report the network's layers"
            )


def _named(shapes: list[tuple[int | None, ...]]) -> str:
    """Return shapes for a message, n for the batch."""
    return " and ".join(str(shape).replace("None", "n") for shape in shapes) or "no fixed shape"


def _rename(graph: "onnx.GraphProto", old: str, new: str) -> None:  # type: ignore[name-defined] # noqa: F821
    """Rename a value everywhere in an ONNX graph."""
    for value in (*graph.input, *graph.output):
        if value.name == old:
            value.name = new
    for node in graph.node:
        node.input[:] = [new if name == old else name for name in node.input]
        node.output[:] = [new if name == old else name for name in node.output]


def _trial_glyphs(count: int) -> Glyphs:
    """Return glyphs to compare on, axes (n, 28, 28): strokes across noise, the same every time."""
    rng = np.random.default_rng(count)
    glyphs = rng.integers(0, 256, size=(count, SIDE, SIDE), dtype=np.uint8)
    glyphs[:, :4] = 0
    for row in range(count):
        glyphs[row, :, 8 + row : 11 + row] = 255
    return glyphs


def _softmax(logits: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return probabilities along the last axis."""
    shifted = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
