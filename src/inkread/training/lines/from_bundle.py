"""A bundle of lines as weights to start from: its graph has every normalisation folded into a convolution."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
from keras import layers

from inkread.bundle import Bundle
from inkread.errors import TrainingError
from inkread.training.architectures import Model
from inkread.training.keras_file import SUFFIXES
from inkread.training.lines.material import LINES
from inkread.training.lines.recipe import CONVOLUTIONS

EPSILON = 1e-3  # of Keras' batch normalisation, which adds it to the variance
ANSWERS = "answers"
NAMED = re.compile(r"(conv_\d+_again_\d+|conv_\d+|across_\d+)_relu|answers")
"""A layer's name, as our export leaves it in the node behind its convolution; of the last, in its own."""
_CONVOLUTIONS = tuple(f"conv_{place}" for place in range(1, CONVOLUTIONS + 1))

Weights = list[npt.NDArray[np.float32]]


def is_bundle(path: Path) -> bool:
    """Return whether what weights are to be taken from is a bundle, by its name, and no Keras file."""
    return path.suffix not in SUFFIXES


def layers_of(source: str | Path) -> dict[str, Weights]:
    """Return the weights of each layer of a bundle's network of lines by its name, as Keras has them.

    Its normalisations scale by 1 and shift: see `settle_on`.

    Args:
        source: the bundle's folder, zip or name.

    Raises:
        BundleError: when there is none.
        TrainingError: when it reads no lines, or other characters, or its network is not one of ours.
    """
    bundle = Bundle.open(str(source))
    if bundle.output.kind != "frames" or bundle.charset != LINES:
        raise TrainingError(
            f"{source}: expected a bundle that reads lines, such as inkread-lines, got another; name one"
        )
    kernels = _kernels(bundle.model)
    if not {ANSWERS, *_CONVOLUTIONS} <= set(kernels):
        raise TrainingError(
            f"{source}: expected a network as `inkread words train` exports it, got one with other nodes;"
            " load the run's model.keras"
        )
    answers, bias = kernels.pop(ANSWERS)
    made: dict[str, Weights] = {ANSWERS: [_in_keras(answers), bias]}
    for name, (kernel, shift) in kernels.items():
        made[name] = [_in_keras(kernel)]
        ones, zeros = np.ones_like(shift), np.zeros_like(shift)
        made[f"{name}_norm"] = [ones, shift, zeros, ones - np.float32(EPSILON)]
    return made


def settle_on(model: Model, lines: npt.NDArray[np.uint8]) -> None:
    """Let every normalisation have the statistics of some lines, with the same answers as before.

    In training it takes those of each batch: where it was folded away, and had others, the network would
    begin by answering something else altogether.

    Args:
        model: a network of lines.
        lines: axes (n, 32, width, 1).
    """
    import keras

    norms = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    taps = keras.Model(model.inputs, [norm.input for norm in norms])
    for norm, maps in zip(norms, taps.predict_on_batch(lines), strict=True):
        gamma, beta, mean, variance = (np.asarray(weight, np.float64) for weight in norm.get_weights())
        scale = gamma / np.sqrt(variance + norm.epsilon)
        shift = beta - mean * scale
        seen = np.asarray(maps, np.float64)
        mean, variance = seen.mean(axis=(0, 1, 2)), seen.var(axis=(0, 1, 2))
        norm.set_weights([scale * np.sqrt(variance + norm.epsilon), shift + mean * scale, mean, variance])


def _kernels(model: bytes) -> dict[str, tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
    """Return kernel, axes (out, in, height, width), and shift, axes (out,), of each convolution, by name."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_model_from_string(model).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            whole, scale = (held[name] for name in node.input[:2])
            held[node.output[0]] = whole.astype(np.float32) * scale.reshape(-1, 1, 1, 1)
    behind = {node.input[0]: node.name for node in graph.node if node.op_type == "Relu"}
    found = {}
    for node in graph.node:
        if node.op_type == "Conv" and (name := NAMED.search(behind.get(node.output[0], node.name))):
            found[name[1] or ANSWERS] = (held[node.input[1]], held[node.input[2]])
    return found


def _in_keras(kernel: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return a kernel with the axes that Keras has: (height, width, in, out)."""
    return np.ascontiguousarray(kernel.transpose(2, 3, 1, 0))
