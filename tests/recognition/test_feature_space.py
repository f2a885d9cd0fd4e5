"""Distances in feature space are those of the formulas they are named after."""

import numpy as np
import pytest

from inkread.recognition.feature_space import FeatureSpace


@pytest.fixture
def arrays():
    rng = np.random.default_rng(3)
    shapes = {"mean": (1, 8), "directions": (8, 5), "centres": (4, 5)}
    basis = np.linalg.qr(rng.normal(size=(8, 3)))[0]
    drawn = {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    return {**drawn, "spread": rng.uniform(0.5, 2.0, (1, 5)).astype(np.float32), "basis": basis}


def test_distances_are_those_of_the_formulas(arrays):
    features = np.random.default_rng(4).normal(size=(6, 8)).astype(np.float32)
    centred = features - arrays["mean"]
    places = centred @ arrays["directions"]
    nearest = ((places[:, None] - arrays["centres"]) ** 2).sum(axis=2).min(axis=1)
    overall = (places**2 / arrays["spread"]).sum(axis=1)
    residual = np.linalg.norm(centred - centred @ arrays["basis"] @ arrays["basis"].T, axis=1)
    found = FeatureSpace(arrays).distances(features)
    np.testing.assert_allclose(found, [nearest, nearest - overall, residual], rtol=1e-4, atol=1e-4)


def test_what_the_basis_explains_whole_leaves_no_residual(arrays):
    features = arrays["mean"] + np.ones((2, 3), np.float32) @ arrays["basis"].T
    assert FeatureSpace(arrays).distances(features.astype(np.float32))[2] == pytest.approx(0.0, abs=1e-3)
