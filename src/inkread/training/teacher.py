"""A bundle that teaches: what it takes each glyph for becomes a part of what a new network is to answer.

A label says that a ring is an O; a good reader says that it might as well be an o or a 0. A small network
learns more from the second (Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"), most of all
where teacher and pupil see the very same varied image (Beyer et al. 2022, "Knowledge distillation: A good
teacher is patient and consistent").
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle
from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import TrainingError
from inkread.recognition.session import Glyphs, Session
from inkread.training.run_folder import RunOptions, taught_by


class Teacher:
    """Answers the glyphs of a run.

    Args:
        source: a bundle's folder, zip or name.
        charset: of the run; the bundle must answer with the same graphemes in the same order.

    Raises:
        BundleError: when the bundle cannot be opened.
        TrainingError: when it answers with other graphemes.
    """

    def __init__(self, source: str | Path, charset: Charset) -> None:
        """Open the bundle; its network is loaded with the first glyphs."""
        bundle = Bundle.open(source)
        if bundle.charset.graphemes != charset.graphemes:
            known, wanted = ("".join(one.graphemes) for one in (bundle.charset, charset))
            raise TrainingError(
                f"{source}: expected a teacher of {wanted}, got one of {known}; name a bundle of these"
            )
        self.told = {"source": str(source), "name": bundle.name, "sha256": bundle.model_file.sha256}
        self._temperature = bundle.temperature
        self._session = Session(bundle)

    def wanted(
        self, glyphs: Glyphs, labels: Labels, offset: npt.NDArray[np.float32], share: float
    ) -> npt.NDArray[np.float32]:
        """Return how likely each class is to be answered, axes (n, c), each row summing to 1.

        Args:
            glyphs: axes (n, 28, 28), uint8 0-255, white ink on black.
            labels: axes (n,).
            offset: axes (c,), added to the logits: the classes as they are drawn, see `losses`.
            share: of each row that the teacher decides, the rest being the label's, 0-1.
        """
        logits = self._session.logits(glyphs) / self._temperature + offset
        likely = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely *= share / likely.sum(axis=1, keepdims=True)
        likely[np.arange(len(labels)), labels] += 1.0 - share
        return np.asarray(likely, dtype=np.float32)


def teacher_of(options: RunOptions, charset: Charset) -> Teacher | None:
    """Return who teaches a run, or None: whom its options name, or whom it began with where it goes on.

    Raises:
        BundleError: when the bundle cannot be opened.
        TrainingError: when it answers with other graphemes, or has changed since the run began.
    """
    kept = taught_by(options.folder) if options.resume else None
    source = kept["source"] if kept else None if options.resume else options.teacher
    if source is None:
        return None
    teacher = Teacher(source, charset)
    if kept and teacher.told != kept:
        raise TrainingError(
            f"{source}: expected the teacher that the run in {options.folder} began with, got another;"
            " start a new run"
        )
    return teacher
