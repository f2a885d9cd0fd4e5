"""From a Keras model that reads lines to a bundle, opened again and compared with Keras."""

import os
import tempfile
import warnings
from pathlib import Path

import numpy as np

from inkread.bundle import (
    Bundle,
    InputSpec,
    ModelFile,
    OutputSpec,
    PreprocessSpec,
    Score,
    Training,
    write_bundle,
)
from inkread.bundle.parts import ANY_WIDTH
from inkread.errors import TrainingError
from inkread.preprocess.segment.line_image import CONTRACT, HEIGHT, ROOM, SPREAD
from inkread.recognition.line_session import LineSession, filled
from inkread.training.architectures import Model
from inkread.training.lines.eight_bits import with_eight_bit_weights
from inkread.training.lines.material import LINES
from inkread.words.ctc import log_probabilities

INPUT_NAME, OUTPUT_NAME = "line", "frames"
PARITY = 1e-4  # greatest difference of a probability between Keras and the graph before it is rounded
TRIAL_WIDTHS = (16, 100, 244)


def export_lines(
    model: Model, name: str, training: Training, destination: Path, *, temperature: float = 1.0
) -> Bundle:
    """Write `model` as a bundle that reads lines, its weights in eight bits, and return it.

    Before they are rounded, the graph is proved equal to Keras.

    Raises:
        TrainingError: when its answers differ.
    """
    import onnx

    graph = _to_onnx(model)
    bundle = _bundle(graph.SerializeToString(), name, training, temperature)
    _prove(model, bundle)
    small = with_eight_bit_weights(graph)
    onnx.checker.check_model(small)
    made = _bundle(small.SerializeToString(), name, training, temperature)
    LineSession(made).warm()
    write_bundle(made, destination, overwrite=True)
    return made


def with_scores(
    bundle: Bundle, scores: tuple[Score, ...], destination: Path, *, temperature: float
) -> Bundle:
    """Write the bundle again with what was measured, and the temperature that was fitted; return it."""
    import dataclasses

    made = dataclasses.replace(bundle, scores=scores, temperature=temperature, origin=None)
    write_bundle(made, destination, overwrite=True)
    return made


def _bundle(model: bytes, name: str, training: Training, temperature: float) -> Bundle:
    """Return the bundle of an ONNX file."""
    return Bundle(
        name=name,
        charset=LINES,
        preprocess=PreprocessSpec(CONTRACT, {"height": HEIGHT, "room": ROOM, "spread": SPREAD}),
        input=InputSpec(INPUT_NAME, (HEIGHT, ANY_WIDTH, 1)),
        output=OutputSpec(OUTPUT_NAME, "frames"),
        temperature=temperature,
        training=training,
        model_file=ModelFile.of(model),
        model=model,
    )


def _to_onnx(model: Model) -> "onnx.ModelProto":  # type: ignore[name-defined] # noqa: F821
    """Return `model` as one self-contained graph from `line` to `frames`."""
    import onnx

    model(np.zeros((1, HEIGHT, TRIAL_WIDTHS[0], 1), np.uint8), training=False)  # Keras exports none uncalled
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        with warnings.catch_warnings():
            # Keras' bridge to tf2onnx touches np.object, which NumPy 2 announces for later.
            warnings.simplefilter("ignore")
            model.export(os.fspath(path), format="onnx", verbose=False)
        made = onnx.load(os.fspath(path))
    graph = made.graph
    names = {graph.input[0].name: INPUT_NAME, graph.output[0].name: OUTPUT_NAME}
    for value in (*graph.input, *graph.output):
        value.name = names[value.name]
        value.type.tensor_type.shape.dim[0].dim_param = "n"
    for node in graph.node:
        node.input[:] = [names.get(one, one) for one in node.input]
        node.output[:] = [names.get(one, one) for one in node.output]
    graph.input[0].type.tensor_type.shape.dim[2].dim_param = "width"
    graph.output[0].type.tensor_type.shape.dim[1].dim_param = "frames"
    return made


def _prove(model: Model, bundle: Bundle) -> None:
    """Compare Keras with the bundle on lines of noise and strokes."""
    session = LineSession(bundle)
    for width in TRIAL_WIDTHS:
        line = np.random.default_rng(width).integers(0, 256, (HEIGHT, width), np.uint8)
        line[:, width // 3 : width // 2] = 0
        found = log_probabilities(session.frames(line))
        expected = log_probabilities(np.asarray(model.predict_on_batch(filled(line)))[0])
        gap = float(np.abs(np.exp(expected[: len(found)]) - np.exp(found)).max())
        if not gap <= PARITY:
            raise TrainingError(
                f"{bundle.name}: expected probabilities within {PARITY} of Keras', got {gap:.2g} apart"
                f" at width {width}; report the network's layers"
            )
