"""What a network sees of images: each one preprocessed, with its logits and its features."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle
from inkread.preprocess.cautions import SEVERAL
from inkread.preprocess.contract import Preprocessed, preprocess
from inkread.preprocess.frame import SIDE
from inkread.recognition.graph import Graph
from inkread.recognition.penultimate import penultimate
from inkread.recognition.session import Glyphs, Session
from inkread.trail import GreyImage

Progress = Callable[[str, int, int], None]
"""Called with what is being looked at, the images done and the images in all."""

TELL_EVERY = 100  # images


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """Images as the network sees them.

    Attributes:
        num: how many images there were.
        prepared: those that are neither blank nor look like several marks: only for them a gate is asked.
        logits: axes (len(prepared), c), float32.
        features: axes (len(prepared), d), float32.
    """

    num: int
    prepared: tuple[Preprocessed, ...]
    logits: npt.NDArray[np.float32]
    features: npt.NDArray[np.float32]

    @property
    def num_refused(self) -> int:
        """How many are refused before a gate is asked."""
        return self.num - len(self.prepared)


class Observer:
    """Looks at images through the network of a bundle.

    Args:
        bundle: whose network it is.

    Raises:
        BundleError: when its logits are not made by a dense layer.
    """

    def __init__(self, bundle: Bundle) -> None:
        """Find the features in the graph."""
        graph = Graph.of(bundle.model, name=bundle.name)
        self.tensor = penultimate(graph, logits=bundle.output.name, name=bundle.name)
        self._session = Session(bundle, inner=(self.tensor,))

    def look(self, prepared: Sequence[Preprocessed]) -> Observed:
        """Return what the network sees of preprocessed images."""
        single = [item for item in prepared if not item.trail.blank and SEVERAL not in item.trail.warnings]
        glyphs = np.stack([item.glyph for item in single]) if single else np.zeros((0, SIDE, SIDE), np.uint8)
        return Observed(len(prepared), tuple(single), *self.features(glyphs))

    def features(self, glyphs: Glyphs) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Return logits, axes (n, c), and features, axes (n, d), of framed glyphs, axes (n, 28, 28)."""
        return self._session.logits_and(glyphs, self.tensor)


def prepare(
    images: Iterable[GreyImage], bundle: Bundle, name: str, progress: Progress, *, num: int
) -> tuple[Preprocessed, ...]:
    """Return grey images of any size and polarity, preprocessed as the bundle's record says.

    Args:
        images: what to preprocess.
        bundle: whose contract counts.
        name: what to call them while `progress` is told.
        progress: called now and then.
        num: how many there are.
    """
    prepared: list[Preprocessed] = []
    for image in images:
        prepared.append(preprocess(image, contract=bundle.preprocess.contract))
        if len(prepared) % TELL_EVERY == 0:
            progress(name, len(prepared), num)
    progress(name, num, num)
    return tuple(prepared)
