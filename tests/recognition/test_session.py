"""The runtime gets verified bytes only, and answers alike in any thread and after a fork."""

import dataclasses
import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from inkread.bundle import Bundle, Golden, InputSpec, OutputSpec
from inkread.charset import Charset
from inkread.errors import BundleError
from inkread.recognition.runtime import onnx_runtime
from inkread.recognition.session import CHUNK, Session, with_golden

GOLDEN = Path(__file__).parents[1] / "golden" / "bundles" / "format-1"


@pytest.fixture(scope="module")
def glyphs():
    return np.random.default_rng(1).integers(0, 256, (CHUNK + 7, 28, 28), np.uint8)


def test_chunks_make_no_difference(tiny_bundle, glyphs):
    session = Session(tiny_bundle)
    whole = session.logits(glyphs)
    assert whole.dtype == np.float32
    one_by_one = np.concatenate([session.logits(glyphs[row : row + 1]) for row in range(len(glyphs))])
    np.testing.assert_allclose(whole, one_by_one, atol=1e-4)


def test_no_glyphs_give_no_logits(tiny_bundle):
    assert Session(tiny_bundle).logits(np.zeros((0, 28, 28), np.uint8)).shape == (0, 6)


@pytest.mark.parametrize(
    "wrong", [np.zeros((1, 28, 28)), np.zeros((28, 28), np.uint8), np.zeros((1, 32, 32), np.uint8)]
)
def test_glyphs_of_another_form_are_refused(tiny_bundle, wrong):
    with pytest.raises(ValueError, match="preprocess the images first"):
        Session(tiny_bundle).logits(wrong)


@pytest.mark.parametrize("shape", [(28, 28), (1, 28, 28)])
def test_a_graph_may_declare_its_glyph_in_other_axes(make_bundle, linear_model, glyphs, shape):
    weights = np.random.default_rng(2).normal(size=(784, 6))
    made = make_bundle(model=linear_model(weights, shape=("n", *shape)), input=InputSpec("images", shape))
    expected = glyphs[:3].reshape(3, -1) / 255 @ weights
    np.testing.assert_allclose(Session(made).logits(glyphs[:3]), expected, rtol=1e-4, atol=1e-4)


def test_many_threads_share_one_session(tiny_bundle, glyphs):
    session = Session(tiny_bundle)
    expected = session.logits(glyphs[:1])
    barrier = threading.Barrier(4)

    def ask(_):
        barrier.wait(timeout=30)
        return [session.logits(glyphs[:1]) for _ in range(20)]

    with ThreadPoolExecutor(4) as pool:
        for answers in pool.map(ask, range(4)):
            assert all(np.array_equal(answer, expected) for answer in answers)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # forking with threads is the test
@pytest.mark.parametrize("_", range(1 if hasattr(os, "fork") else 0))
def test_a_forked_child_makes_its_own_session(tiny_bundle, glyphs, _):
    session = Session(tiny_bundle)
    expected = session.logits(glyphs)
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    child = context.Process(target=lambda: answers.put((session.logits(glyphs), session.loaded_in)))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    answer, process = answers.get()
    np.testing.assert_array_equal(answer, expected)
    assert process == child.pid != os.getpid() == session.loaded_in


def test_the_golden_glyph_proves_the_model(tiny_bundle):
    assert tiny_bundle.golden is not None
    altered = tuple(value + 0.1 for value in tiny_bundle.golden.logits)
    lying = dataclasses.replace(tiny_bundle, golden=Golden(tiny_bundle.golden.glyph, altered))
    Session(tiny_bundle).warm()
    with pytest.raises(BundleError, match="golden glyph's logits"):
        Session(lying).warm()


def test_the_golden_bundle_of_the_repository_still_answers():
    bundle = Bundle.open(GOLDEN)
    assert with_golden(bundle).golden is not None
    Session(bundle).warm()


def fixed_batch(linear_model):
    return {"model": linear_model(np.zeros((784, 6)), shape=(1, 28, 28, 1))}


def not_finite(linear_model):
    return {"model": linear_model(np.full((784, 6), np.inf))}


BROKEN = {
    "not a model": (lambda _: {"model": b"not a model"}, "can load"),
    "another input": (lambda _: {"input": InputSpec("pixels")}, "expected a graph from 'pixels'"),
    "another output": (lambda _: {"output": OutputSpec("answer")}, "to 'answer'"),
    "another shape": (lambda _: {"input": InputSpec("images", (28, 28))}, r"expected an input \(n, 28, 28\)"),
    "fixed batch": (fixed_batch, "expected an input"),
    "another charset": (lambda _: {"charset": Charset(("a", "b"))}, "belong together"),
    "infinite logits": (not_finite, "finite logits"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_model_that_is_not_what_the_bundle_says_is_refused(make_bundle, linear_model, case):
    changes, words = BROKEN[case]
    with pytest.raises(BundleError, match=words):
        Session(make_bundle(**changes(linear_model))).warm()


@pytest.mark.parametrize(
    "link", ["weights.bin", "below/weights.bin", "../bait/weights.bin", "hard.bin", "absolute"]
)
@pytest.mark.parametrize("kind", ["initializer", "constant"])
def test_a_model_cannot_make_the_runtime_open_another_file(
    make_bundle, tiny_model, tmp_path, monkeypatch, link, kind
):
    from onnx import TensorProto, helper, load_from_string

    bait = tmp_path / "bait"
    (bait / "below").mkdir(parents=True)
    model = load_from_string(tiny_model)
    (weights,) = (item for item in model.graph.initializer if item.name == "weights")
    for file in (bait / "weights.bin", bait / "below" / "weights.bin"):
        file.write_bytes(weights.raw_data)
    (bait / "hard.bin").hardlink_to(bait / "weights.bin")
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=str(bait / "weights.bin") if link == "absolute" else link)
    if kind == "constant":
        model.graph.node.insert(0, helper.make_node("Constant", [], ["weights"], value=weights))
        model.graph.initializer.remove(weights)
    monkeypatch.chdir(bait)  # ONNX Runtime 1.31 looks there for a model loaded from bytes
    with pytest.raises(BundleError, match="can load"):
        Session(make_bundle(model=model.SerializeToString())).warm()


def test_a_call_uses_one_thread_that_does_not_spin(make_bundle, monkeypatch):
    onnxruntime = onnx_runtime()
    made = []
    real = onnxruntime.InferenceSession

    def remember(model, options, **more):
        made.append(options)
        return real(model, options, **more)

    monkeypatch.setattr(onnxruntime, "InferenceSession", remember)
    Session(make_bundle()).warm()
    (options,) = made
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)
    for kind in ("intra", "inter"):
        assert options.get_session_config_entry(f"session.{kind}_op.allow_spinning") == "0"
