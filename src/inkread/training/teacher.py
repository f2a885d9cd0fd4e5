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
from inkread.bundle.record import SHIPPED
from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import BundleError, TrainingError
from inkread.recognition.session import Glyphs, Session
from inkread.training.run_folder import RunOptions, taught_by


class Teacher:
    """Answers the glyphs of a run.

    Args:
        source: a bundle's folder, zip or name.

    Raises:
        BundleError: when the bundle cannot be opened.
    """

    def __init__(self, source: str | Path) -> None:
        """Open the bundle; its network is loaded with the first glyphs."""
        self._bundle = bundle = Bundle.open(source)
        self._session = Session(bundle)
        # By where it lies, not by what it is called: a run's own bundle may bear a shipped one's name.
        origin = bundle.origin or Path(source)
        place = origin.name if origin.parent == SHIPPED else str(origin.resolve())
        sha256 = bundle.model_file.sha256
        self.told = {"source": place, "name": bundle.name, "sha256": sha256}
        self.told["temperature"] = repr(bundle.temperature)  # its answers are calibrated ones

    def check(self, charset: Charset) -> None:
        """Refuse to teach a run of other graphemes, or of the same in another order.

        Raises:
            TrainingError: then.
        """
        if self._bundle.charset.graphemes != charset.graphemes:
            known, wanted = ("".join(one.graphemes) for one in (self._bundle.charset, charset))
            raise TrainingError(
                f"{self._bundle.name}: expected a teacher of {wanted}, got one of {known};"
                " name a bundle of these"
            )

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
        logits = self._session.logits(glyphs) / self._bundle.temperature + offset
        likely = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely *= share / likely.sum(axis=1, keepdims=True)
        likely[np.arange(len(labels)), labels] += 1.0 - share
        return np.asarray(likely, dtype=np.float32)


def teacher_of(options: RunOptions) -> Teacher | None:
    """Return who teaches a run, or None: whom its options name, else whom it began with where it goes on.

    Raises:
        BundleError: when the bundle cannot be opened.
        TrainingError: when it is not the one that the run began with, or that one is not where it was.
    """
    kept = taught_by(options.folder) if options.resume else None
    if kept is None:
        if options.resume and options.teacher is not None:
            raise TrainingError(f"{options.folder}: expected a run with a teacher, got one without; drop it")
        return None if options.teacher is None else Teacher(options.teacher)
    try:
        teacher = Teacher(options.teacher or kept["source"])
    except BundleError as error:
        raise TrainingError(
            f"{options.folder}: expected the teacher {kept['name']} that the run began with: {error};"
            " say where it is now with --teacher"
        ) from error
    if any(teacher.told[what] != kept[what] for what in kept.keys() - {"source"}):
        raise TrainingError(
            f"{teacher.told['source']}: expected the teacher that the run in {options.folder} began with,"
            " got another, or the same calibrated anew; name that one, or start a new run"
        )
    return teacher
