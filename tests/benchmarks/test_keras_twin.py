"""The rival of the benchmarks is the shipped network itself, whatever taught it."""

from importlib import import_module

import numpy as np

from inkread import Bundle, Reader


def test_the_shipped_network_answers_alike_in_keras():
    bundle = Bundle.open(None)
    model = import_module("keras_twin").keras_twin(bundle)
    glyphs = np.zeros((2, 28, 28), np.uint8)
    glyphs[0, 4:24, 13:16] = 255
    logits = np.asarray(model.predict_on_batch(glyphs[..., None]))
    assert (logits.argmax(axis=1) == Reader(bundle).probabilities(glyphs).argmax(axis=1)).all()
