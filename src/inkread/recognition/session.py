"""The network of a bundle, run by ONNX Runtime."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle, Golden
from inkread.errors import BundleError
from inkread.recognition.graph import with_outputs
from inkread.recognition.runtime import onnx_runtime

Glyphs = npt.NDArray[np.uint8]
"""Preprocessed images, axes (n, 28, 28), uint8 0-255, white ink on black."""

Logits = npt.NDArray[np.float32]
"""What the network gives, axes (n, c), float32, one column a grapheme of the bundle's charset."""

# Glyphs a call: beyond this a call is no faster a glyph, and its feature maps would leave the cache.
CHUNK = 256
# Part of a logit (or of 1, where that is more) by which the golden answer may differ. Kernels sum in another
# order on another processor: 1e-6 is usual for float32; quantised kernels may differ by 1e-3.
GOLDEN_TOLERANCE = 5e-3
# A place under a file, which no system can have a folder at.
NOWHERE = str(Path(__file__) / "nowhere")


@dataclass(frozen=True, slots=True)
class _Live:
    """A session with the process that made it: one made before a fork crashes the child (ORT #9800)."""

    process: int
    session: Any
    input: str
    output: str

    def run(self, batch: Glyphs) -> Logits:
        """Return the logits of one batch, in the axes that the graph declares."""
        logits: Logits = self.session.run([self.output], {self.input: batch})[0]
        return logits


class Session:
    """Runs a bundle's network, one thread a call; any number of threads may call it at once.

    The runtime's own session is made on first use, and again in a forked child.

    Args:
        bundle: the bundle, whose model was verified when it was made.
        inner: tensors inside the graph that can be asked for too, see `tensors`.
    """

    def __init__(self, bundle: Bundle, *, inner: Sequence[str] = ()) -> None:
        """Keep the bundle; nothing is loaded yet."""
        self._bundle = bundle
        self._inner = tuple(inner)
        self._live: _Live | None = None

    @property
    def loaded_in(self) -> int | None:
        """The process that holds the loaded network, or None before the first image."""
        return None if self._live is None else self._live.process

    def logits(self, glyphs: Glyphs) -> Logits:
        """Return the network's logits for `glyphs`.

        Args:
            glyphs: axes (n, 28, 28), uint8 0-255, white ink on black.

        Raises:
            BundleError: when the runtime cannot load the model, or it is not what the bundle says.
            ValueError: when `glyphs` has other axes or another dtype.
        """
        batch = self._batch(glyphs)
        live = self._here()
        if len(batch) <= CHUNK:
            return live.run(batch)
        chunks = (batch[start : start + CHUNK] for start in range(0, len(batch), CHUNK))
        return np.concatenate([live.run(chunk) for chunk in chunks])

    def logits_and(self, glyphs: Glyphs, tensor: str) -> tuple[Logits, npt.NDArray[np.float32]]:
        """Return the logits, and what the inner tensor `tensor` holds, axes (n, ...), of the same run.

        Raises:
            BundleError: when the runtime cannot load the model, or it is not what the bundle says.
            ValueError: when `glyphs` has other axes or another dtype.
        """
        batch = self._batch(glyphs)
        live = self._here()
        wanted = [live.output, tensor]
        parts = [
            live.session.run(wanted, {live.input: batch[start : start + CHUNK]})
            for start in range(0, max(1, len(batch)), CHUNK)
        ]
        if len(parts) == 1:
            return parts[0][0], parts[0][1]
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    def prove(self) -> None:
        """Let the network read the golden glyph again; it is loaded first where it is not.

        Raises:
            BundleError: when it does not answer as the bundle says.
        """
        _prove(self._here(), self._bundle)

    def tensors(self, glyph: npt.NDArray[np.uint8], names: Sequence[str]) -> list[npt.NDArray[Any]]:
        """Return what the tensors `names`, outputs or inner ones, hold for one glyph, axes (28, 28)."""
        live = self._here()
        batch = glyph.reshape(1, *self._bundle.input.shape)
        found: list[npt.NDArray[Any]] = live.session.run(list(names), {live.input: batch})
        return found

    def warm(self) -> _Live:
        """Load the model in this process and prove it; `logits` does so by itself when it must.

        Two threads that come first at once may both load it; the later one's session stays.

        Raises:
            BundleError: when the runtime cannot load it, or it does not answer as the bundle says.
        """
        bundle = self._bundle
        live = _Live(os.getpid(), load_network(bundle, self._inner), bundle.input.name, bundle.output.name)
        _check_graph(live.session, bundle)
        _prove(live, bundle)
        self._live = live
        return live

    def _batch(self, glyphs: Glyphs) -> Glyphs:
        """Return `glyphs` in the axes that the graph declares."""
        if glyphs.dtype != np.uint8 or glyphs.shape[1:] != (28, 28):
            raise ValueError(
                f"expected glyphs (n, 28, 28) of uint8, got {glyphs.shape} of {glyphs.dtype};"
                " preprocess the images first"
            )
        return glyphs.reshape(-1, *self._bundle.input.shape)

    def _here(self) -> _Live:
        """Return the network as loaded in this process, now where it is not yet."""
        live = self._live
        return live if live is not None and live.process == os.getpid() else self.warm()


def with_golden(bundle: Bundle) -> Bundle:
    """Return `bundle` with one glyph and the logits that this machine gets for it, to prove it elsewhere.

    Raises:
        BundleError: when the runtime cannot load the model, or it is not what the bundle says.
    """
    glyph = _seven()
    logits = Session(replace(bundle, golden=None)).logits(glyph[None])[0]
    return replace(bundle, golden=Golden(glyph.tobytes(), tuple(float(value) for value in logits)))


def load_network(bundle: Bundle, inner: Sequence[str] = ()) -> Any:  # noqa: ANN401 - the runtime has no types
    """Return the runtime's session of the bundle's model: on the processor, one thread, never spinning.

    What it reads is the model with the tensors `inner` among its outputs; the model itself stays as it is.

    From bytes, and with nowhere to look for other files: from bytes alone, ONNX Runtime 1.31 reads tensors
    that a model keeps in other files from the current folder, hard links included (see CVE-2026-34446).
    """
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # fatal: what goes wrong is raised, and said in our words
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", NOWHERE)
    try:
        model = bundle.model + with_outputs(inner)
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise BundleError(
            f"{bundle.name}: expected a model that ONNX Runtime {onnxruntime.__version__} can load,"
            f" got: {_first_line(error)}; export it again"
        ) from error


def _check_graph(session: Any, bundle: Bundle) -> None:  # noqa: ANN401
    """Raise BundleError unless the graph has the input and the output that the bundle names."""
    inputs = {item.name: item for item in session.get_inputs()}
    outputs = {item.name: item for item in session.get_outputs()}
    spec = bundle.input
    if list(inputs) != [spec.name] or bundle.output.name not in outputs:
        raise BundleError(
            f"{bundle.name}: expected a graph from {spec.name!r} to {bundle.output.name!r},"
            f" got {', '.join(inputs)} to {', '.join(outputs)}; export it again"
        )
    found = inputs[spec.name]
    batch, *shape = found.shape
    if found.type != f"tensor({spec.dtype})" or tuple(shape) != spec.shape or isinstance(batch, int):
        raise BundleError(
            f"{bundle.name}: expected an input (n, {', '.join(map(str, spec.shape))}) of {spec.dtype},"
            f" got {found.shape} of {found.type}; export it again"
        )


def _prove(live: _Live, bundle: Bundle) -> None:
    """Raise BundleError unless the model answers in the bundle's shape, and its golden glyph as it did."""
    golden = bundle.golden
    glyph = np.frombuffer(golden.glyph, np.uint8) if golden else _seven()
    try:
        answer = live.run(glyph.reshape(1, *bundle.input.shape))
    except Exception as error:
        raise BundleError(
            f"{bundle.name}: expected the model to read a glyph, got: {_first_line(error)}; export it again"
        ) from error
    wanted = (1, len(bundle.charset))
    if answer.shape != wanted or answer.dtype != np.float32 or not np.isfinite(answer).all():
        raise BundleError(
            f"{bundle.name}: expected finite logits {wanted} of float32,"
            f" got {answer.shape} of {answer.dtype}; do the charset and the model belong together?"
        )
    if golden is None:
        return
    expected = np.array(golden.logits, np.float32)
    off = float((np.abs(answer[0] - expected) / np.maximum(1, np.abs(expected))).max())
    if off > GOLDEN_TOLERANCE:
        raise BundleError(
            f"{bundle.name}: expected the golden glyph's logits to within {GOLDEN_TOLERANCE:.1%},"
            f" got {off:.1%}; is ONNX Runtime {onnx_runtime().__version__} sound on this machine?"
        )


def _first_line(error: Exception) -> str:
    """Return the runtime's message without its stack."""
    return str(error).partition("\n")[0][:200]


def _seven() -> Glyphs:
    """Return a plain seven, axes (28, 28): a bar and a slanted stem."""
    glyph = np.zeros((28, 28), np.uint8)
    glyph[4:7, 8:21] = 255
    for row in range(7, 24):
        left = 18 - (row - 7) // 2
        glyph[row, left : left + 3] = 255
    return glyph
