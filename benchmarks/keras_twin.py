"""The Keras network of a bundle: the weights of its ONNX file in its recipe's layers, which answer alike.

    python benchmarks/keras_twin.py OUT.keras [--bundle BUNDLE]

It is the rival of the other files here: what someone would run who trained the very same network and reads
with Keras. Batch normalisation, which the export folds into the convolutions, is there and changes nothing.
"""

import argparse
import os

import numpy as np

from inkread import Bundle, Reader
from inkread.recognition.graph import Graph

MOST_APART = 1e-3  # of a probability, between Keras and the bundle


def main():
    """Write the network to a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", help="the .keras file to write")
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    arguments = parser.parse_args()
    keras_twin(Bundle.open(arguments.bundle)).save(arguments.out)


def keras_twin(bundle):
    """Return the bundle's network as a Keras model that takes glyphs (n, 28, 28, 1), uint8.

    Raises:
        RuntimeError: when it answers otherwise than the bundle.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from keras import layers

    from inkread.training.architectures import build
    from inkread.training.recipes import recipe_of

    model = build(recipe_of(bundle.training.recipe).network, len(bundle.charset))
    weighted = iter([layer for layer in model.layers if isinstance(layer, layers.Conv2D | layers.Dense)])
    norms = iter([layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)])
    for kernel, bias in _weights(Graph.of(bundle.model, name=bundle.name)):
        layer = next(weighted)
        layer.kernel.assign(kernel)
        if layer.use_bias:
            layer.bias.assign(bias)
        else:
            norm = next(norms)
            ones = np.ones_like(bias)
            norm.set_weights([ones, bias, np.zeros_like(bias), ones - norm.epsilon])
    _prove(model, bundle)
    return model


def _weights(graph):
    """Yield kernel and bias of each convolution and dense layer, in the axes that Keras has."""
    for node in graph.nodes:
        if node.op == "Conv":
            yield graph.constant(node.inputs[1]).transpose(2, 3, 1, 0), graph.constant(node.inputs[2])
        elif node.op in ("MatMul", "Gemm"):
            (add,) = graph.users(node.outputs[0])
            bias = next(name for name in add.inputs if name != node.outputs[0])
            yield graph.constant(node.inputs[1]), graph.constant(bias)


def _prove(model, bundle):
    """Raise RuntimeError unless the model's probabilities are the bundle's."""
    glyphs = np.random.default_rng(0).integers(0, 256, (7, 28, 28), np.uint8)
    glyphs[:, 8:20, 13:16] = 255
    logits = np.asarray(model.predict_on_batch(glyphs[..., None]), np.float64) / bundle.temperature
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    apart = np.abs(powers / powers.sum(axis=1, keepdims=True) - Reader(bundle).probabilities(glyphs)).max()
    if not apart < MOST_APART:
        raise RuntimeError(
            f"{bundle.name}: expected Keras within {MOST_APART} of the bundle, got {apart:.2g};"
            f" is its recipe {bundle.training.recipe!r} the one it was trained by?"
        )


if __name__ == "__main__":
    main()
