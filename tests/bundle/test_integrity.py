"""A damaged or swapped bundle is refused before a parser sees its model."""

import dataclasses
import shutil

import numpy as np
import pytest

from inkread.bundle import Bundle, write_bundle
from inkread.errors import BundleError
from inkread.recognition.runtime import onnx_runtime

DAMAGES = 60


def flipped(content, bit):
    damaged = bytearray(content)
    damaged[bit // 8] ^= 1 << (bit % 8)
    return bytes(damaged)


def damages(content):
    """Yield `DAMAGES` copies with one bit flipped, then as many cut short."""
    chance = np.random.default_rng(8)
    for bit in chance.integers(0, 8 * len(content), DAMAGES):
        yield flipped(content, int(bit))
    for length in chance.integers(0, len(content), DAMAGES):
        yield content[: int(length)]


@pytest.fixture
def no_parser(monkeypatch):
    """Fails the test when anything tries to load a model."""

    def refuse(*_):
        raise AssertionError("a parser saw a damaged model")

    monkeypatch.setattr(onnx_runtime(), "InferenceSession", refuse)


@pytest.fixture
def copy(tiny_folder, tmp_path):
    return shutil.copytree(tiny_folder, tmp_path / "copy")


@pytest.mark.usefixtures("no_parser")
def test_every_damaged_model_is_refused(copy):
    file = copy / "model.onnx"
    for damaged in damages(file.read_bytes()):
        file.write_bytes(damaged)
        with pytest.raises(BundleError, match="altered or damaged"):
            Bundle.open(copy)


@pytest.mark.usefixtures("no_parser")
def test_every_damaged_manifest_is_refused_or_means_the_same(copy, tiny_bundle):
    file = copy / "bundle.json"
    refused = 0
    for damaged in damages(file.read_bytes()):
        file.write_bytes(damaged)
        try:
            assert Bundle.open(copy) == tiny_bundle  # such as 1E-3 for 1e-3
        except BundleError:
            refused += 1
    assert refused >= 2 * DAMAGES - 2


@pytest.mark.usefixtures("no_parser")
def test_every_damaged_zip_is_refused_or_means_the_same(tiny_bundle, tmp_path):
    file = tmp_path / "tiny.zip"
    write_bundle(tiny_bundle, file)
    refused = 0
    for damaged in damages(file.read_bytes()):
        file.write_bytes(damaged)
        try:
            assert Bundle.open(file) == tiny_bundle  # a bit of a date or of a file's mode
        except BundleError:
            refused += 1
    assert refused > 1.5 * DAMAGES


def test_a_model_of_another_bundle_is_refused(tiny_bundle, linear_model):
    other = linear_model(np.zeros((784, 6)))
    with pytest.raises(BundleError, match="SHA-256"):
        dataclasses.replace(tiny_bundle, model=other)


def test_a_charset_in_another_order_is_refused(copy):
    file = copy / "bundle.json"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"1",', '"?",').replace('"7",', '"1",').replace('"?",', '"7",'), "utf-8")
    with pytest.raises(BundleError, match="altered or damaged"):
        Bundle.open(copy)
