"""A bundle in eight bits: the same network in whole numbers, and what that loses, measured."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle, ModelFile, Score
from inkread.charset import NAMED, Charset
from inkread.errors import TrainingError
from inkread.recognition.reader import Reader
from inkread.recognition.runtime import onnx_runtime
from inkread.recognition.session import Glyphs, with_golden
from inkread.training.held_out import HeldOut
from inkread.training.scaling import scale_in_one_node

BATCH = 100  # glyphs that are run at once to see how far each map's numbers go
# Convolutions and what follows them at once. The rest costs little, and whole numbers there would cost much:
# logits in 256 steps are equal where one should be first.
QUANTISED = ("Conv", "Relu")
MOST_LOSS = 0.0005  # of the images: what a faster answer may cost
SUFFIX = "int8"


@dataclass(frozen=True, slots=True)
class Quantised:
    """A bundle in eight bits, and what that cost.

    Attributes:
        bundle: the bundle; its scores are those of the images that it was judged on.
        accuracy: its share of right answers, 0 to 1.
        accuracy_before: that of the bundle in 32 bits on the same images.
        num_changed: images that the two read differently.
        n: images.
    """

    bundle: Bundle
    accuracy: float
    accuracy_before: float
    num_changed: int
    n: int

    @property
    def loss(self) -> float:
        """The share of right answers lost, 0 to 1; below 0 where some were won."""
        return self.accuracy_before - self.accuracy


def quantise(
    bundle: Bundle, glyphs: Glyphs, judges: HeldOut, *, name: str | None = None, most_loss: float = MOST_LOSS
) -> Quantised:
    """Return `bundle` in eight bits, proved on images that decided nothing in it.

    Args:
        bundle: the bundle in 32 bits.
        glyphs: training images, axes (n, 28, 28); from them comes the range of each map's numbers.
        judges: the images to measure the loss on, in a charset that the bundle can read.
        name: the new bundle's name; the old one's and `-int8` where None.
        most_loss: the share of right answers that may be lost.

    Raises:
        CharsetError: when the bundle cannot read what the judges show.
        TrainingError: when there is nothing to quantise, or more is lost.
    """
    made = _made(bundle, eight_bit_model(bundle, glyphs), name or f"{bundle.name}-{SUFFIX}")
    before, after = (_answers(one, judges) for one in (bundle, made))
    right_before, right = (float((answers == judges.labels).mean()) for answers in (before, after))
    changed = int((before != after).sum())
    if right_before - right > most_loss:
        raise TrainingError(
            f"{bundle.name}: expected to lose at most {most_loss:.2%} of right answers in eight bits,"
            f" got {right_before:.2%} before and {right:.2%} after on {len(after):,} images;"
            " keep the 32 bits, or allow more"
        )
    scored = replace(with_golden(made), scores=_scores(made, judges, right, right_before))
    return Quantised(scored, right, right_before, changed, len(after))


def eight_bit_model(bundle: Bundle, glyphs: Glyphs) -> bytes:
    """Return the bundle's ONNX file, its convolutions in eight bits (Jacob et al. 2018, arXiv 1712.05877).

    Weights are whole numbers from -64 to 63 with a scale for each filter, maps from 0 to 255 with one scale.
    One bit of the weights stays unused: without it, processors that lack VNNI add two products in 16 bits,
    which overflow, and the same file would read otherwise there.

    Raises:
        TrainingError: when the network has no convolution, or is in eight bits already.
    """
    import onnx

    onnx_runtime()  # before its tools, which load it too
    from onnxruntime.quantization import QuantFormat, QuantType, quant_pre_process, quantize_static

    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "plain.onnx", Path(folder) / "made.onnx"
        model = onnx.load_model_from_string(bundle.model)
        _check(bundle.name, {node.op_type for node in model.graph.node})
        scale_in_one_node(model)
        quant_pre_process(model, plain, skip_optimization=True, skip_symbolic_shape=True)
        quantize_static(
            plain,
            made,
            _Calibration(bundle, glyphs),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=list(QUANTISED),
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            extra_options={"QDQKeepRemovableActivations": True},  # stages are shown to people
        )
        return made.read_bytes()


def _check(name: str, kinds: set[str]) -> None:
    """Refuse a network of these kinds of nodes, where there is nothing to put into eight bits."""
    if "QuantizeLinear" in kinds:
        raise TrainingError(f"{name}: expected a bundle in 32 bits, got one in eight; name another")
    if "Conv" not in kinds:
        raise TrainingError(
            f"{name}: expected a network with convolutions, got none; dense layers keep 32 bits"
        )


class _Calibration:
    """Hands the glyphs to ONNX Runtime, a batch at a time, then None."""

    def __init__(self, bundle: Bundle, glyphs: Glyphs) -> None:
        """Keep the glyphs in the axes that the graph declares."""
        self._batches = self._fed(bundle.input.name, glyphs.reshape(-1, *bundle.input.shape))

    def get_next(self) -> dict[str, npt.NDArray[np.uint8]] | None:
        """Return the next batch by the input's name."""
        return next(self._batches, None)

    def _fed(self, name: str, glyphs: Glyphs) -> Iterator[dict[str, npt.NDArray[np.uint8]]]:
        for start in range(0, len(glyphs), BATCH):
            yield {name: glyphs[start : start + BATCH]}


def _made(bundle: Bundle, model: bytes, name: str) -> Bundle:
    """Return the bundle with another ONNX file, less what was measured of its own."""
    return replace(
        bundle,
        name=name,
        model=model,
        model_file=ModelFile.of(model),
        golden=None,
        scores=(),
        origin=None,
        training=replace(bundle.training, packages={**bundle.training.packages, **_packages()}),
    )


def _answers(bundle: Bundle, judges: HeldOut) -> npt.NDArray[np.int64]:
    """Return the label that the bundle gives each image, axes (n,)."""
    probabilities = Reader(bundle, charset=judges.charset).probabilities(judges.glyphs)
    return np.asarray(probabilities.argmax(axis=1), np.int64)


def _packages() -> dict[str, str]:
    """Return the versions of the packages that took part."""
    return {name: version(name) for name in ("onnx", "onnxruntime")}


def _scores(bundle: Bundle, judges: HeldOut, right: float, before: float) -> tuple[Score, ...]:
    """Return the share of right answers, and what of it was lost, as scores of the bundle."""
    sources = " and ".join(judges.sources)
    command = f"inkread bundle quantise {bundle.name.removesuffix(f'-{SUFFIX}')}"

    def score(metric: str, value: float) -> Score:
        return Score(
            set=f"{sources}, validation part",
            charset=_name_of(judges.charset),
            metric=metric,
            value=value,
            spread=None,
            n=len(judges.labels),
            seeds=bundle.training.seeds,
            command=command,
        )

    return score("accuracy", right), score("accuracy_lost", before - right)


def _name_of(charset: Charset) -> str:
    """Return the charset as `--charset` takes it."""
    named = (name for name, known in NAMED.items() if known == charset)
    return next(named, "".join(charset.graphemes))
