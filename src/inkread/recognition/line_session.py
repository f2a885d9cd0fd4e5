"""The network of a bundle that reads lines, run by ONNX Runtime through `recognition.session`."""

import os
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle
from inkread.errors import BundleError
from inkread.recognition.session import load_network
from inkread.trail import GreyImage

Frames = npt.NDArray[np.float32]
"""Logits of one line, axes (frames, 1 + graphemes), float32; the first column is the blank's."""

# px of nothing behind a line, and the multiple that its width is filled up to: in training nearly every line
# has longer neighbours in its batch. Without, one text in forty more was read wrong.
ROOM = 32
WIDTH_OF_TRIAL = 16  # px
FRAME = 2  # px of a line a frame


class LineSession:
    """Runs a bundle's network on one line at a time, one thread a call; any number of threads may call it.

    The runtime's own session is made on first use, and again in a forked child: one made before a fork
    crashes the child (ONNX Runtime #9800).

    Args:
        bundle: one that reads lines.

    Raises:
        BundleError: when it reads glyphs.
    """

    def __init__(self, bundle: Bundle) -> None:
        """Keep the bundle; nothing is loaded yet."""
        if not bundle.reads_lines:
            raise BundleError(
                f"{bundle.name}: expected a bundle that reads lines, got one that reads single characters;"
                " train one with `inkread words train`"
            )
        self._bundle = bundle
        self._live: tuple[int, Any] | None = None

    def frames(self, line: GreyImage) -> Frames:
        """Return the logits of a line's frames.

        Args:
            line: axes (32, width), uint8, white ink on black.

        Raises:
            BundleError: when the runtime cannot load the model, or it is not what the bundle says.
        """
        live = self._live
        session = live[1] if live is not None and live[0] == os.getpid() else self.warm()
        found: Frames = session.run([self._bundle.output.name], {self._bundle.input.name: filled(line)})[0]
        return found[0, : max(1, line.shape[1] // FRAME)]

    def warm(self) -> Any:  # noqa: ANN401 - the runtime has no types
        """Load the model in this process and prove it; return its session.

        Raises:
            BundleError: when the runtime cannot load it, or it answers in another shape than it says.
        """
        session = load_network(self._bundle)
        self._prove(session)
        self._live = (os.getpid(), session)
        return session

    def _prove(self, session: Any) -> None:  # noqa: ANN401
        """Raise BundleError unless the model answers a plain stroke with finite frames."""
        bundle = self._bundle
        stroke = np.zeros((1, bundle.input.shape[0], WIDTH_OF_TRIAL, 1), np.uint8)
        stroke[0, 6:26, 7:9] = 255
        wanted = (1, WIDTH_OF_TRIAL // FRAME, 1 + len(bundle.charset))
        try:
            found = session.run([bundle.output.name], {bundle.input.name: stroke})[0]
        except Exception as error:
            raise BundleError(
                f"{bundle.name}: expected the model to read a line, got: {str(error).splitlines()[0][:200]};"
                " export it again"
            ) from error
        if found.shape != wanted or found.dtype != np.float32 or not np.isfinite(found).all():
            raise BundleError(
                f"{bundle.name}: expected finite frames {wanted} of float32, got {found.shape} of"
                f" {found.dtype}; do the charset and the model belong together?"
            )


def filled(line: GreyImage) -> npt.NDArray[np.uint8]:
    """Return a line as a network takes it, axes (1, 32, width, 1), with room behind it."""
    width = -(-line.shape[1] // ROOM) * ROOM + ROOM
    batch = np.zeros((1, line.shape[0], width, 1), np.uint8)
    batch[0, :, : line.shape[1], 0] = line
    return batch
