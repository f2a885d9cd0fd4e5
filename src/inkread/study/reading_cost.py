"""What a reading costs: time of one glyph, memory of a process that reads, weights and bytes of the model."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkread.bundle import Bundle
from inkread.errors import TrainingError
from inkread.recognition.reader import Reader
from inkread.recognition.session import Glyphs

ROUNDS = 200  # readings of one glyph each; their median is steady to a few per cent
MEMORY_SECONDS = 120  # in which a process that only reads a few glyphs must be done

# Linux is asked by its status file: what `getrusage` says there includes the peak of the parent.
PEAK = """
import sys
import numpy
from inkread.recognition.reader import Reader
reader = Reader(sys.argv[1])
reader.probabilities(numpy.zeros((256, 28, 28), numpy.uint8))
if sys.platform == "linux":
    print(int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) * 1024)
else:
    try:
        import resource
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(most * (1 if sys.platform == "darwin" else 1024))
    except ImportError:
        print("unknown")
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one bundle costs.

    Attributes:
        num_weights: numbers in the network as it ships.
        num_bytes: of the model's file.
        milliseconds: median time of one framed glyph through the network, one thread.
        peak_bytes: the most memory of a process that reads a batch of 256, libraries included; None where
            the system does not tell (Windows).
    """

    num_weights: int
    num_bytes: int
    milliseconds: float
    peak_bytes: int | None


def reading_costs(bundles: Sequence[Bundle], glyphs: Glyphs) -> list[Cost]:
    """Return the cost of each bundle; their readings take turns, so that a busy moment falls on all alike.

    Args:
        bundles: opened from disk.
        glyphs: to read, axes (n, 28, 28), uint8; a few hundred suffice.
    """
    readers = [Reader(bundle).warm() for bundle in bundles]
    seconds = np.zeros((len(readers), ROUNDS))
    for turn in range(ROUNDS):
        glyph = glyphs[turn % len(glyphs)][None]
        for place, reader in enumerate(readers):
            start = time.perf_counter()
            reader.probabilities(glyph)
            seconds[place, turn] = time.perf_counter() - start
    medians = 1000 * np.median(seconds, axis=1)
    return [
        Cost(num_weights(bundle), len(bundle.model), float(median), _peak_bytes(bundle))
        for bundle, median in zip(bundles, medians, strict=True)
    ]


def num_weights(bundle: Bundle) -> int:
    """Return how many trained numbers the bundle's network holds."""
    import onnx

    graph = onnx.load_model_from_string(bundle.model).graph
    kinds = (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.INT8, onnx.TensorProto.UINT8)
    # A single number is a scale or a constant of an operation, not a weight.
    sizes = [int(np.prod(tensor.dims)) for tensor in graph.initializer if tensor.data_type in kinds]
    return sum(size for size in sizes if size > 1)


def _peak_bytes(bundle: Bundle) -> int | None:
    """Return the peak memory of a fresh process that opens the bundle and reads."""
    if bundle.origin is None:
        raise TrainingError(f"{bundle.name}: expected a bundle on disk, got one in memory; write it first")
    command = [sys.executable, "-c", PEAK, str(Path(bundle.origin))]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=MEMORY_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TrainingError(
            f"{bundle.name}: expected a process that reads within {MEMORY_SECONDS} s, got none; try --no-cost"
        ) from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise TrainingError(f"{bundle.name}: expected a process that reads, got: {said[-1]}; try --no-cost")
    text = done.stdout.strip()
    return int(text) if text.isdigit() else None
