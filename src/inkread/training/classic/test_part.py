"""The test part of a cell: read once in its life, what came out of it kept beside the figures."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.charset import NAMED
from inkread.datasets.array_folder import keep_arrays, kept_arrays
from inkread.datasets.samples import Labels, Samples
from inkread.errors import TrainingError
from inkread.evaluation.evaluate import Score, frame_all, labels_in, score_of, table_of
from inkread.evaluation.metrics import Probabilities
from inkread.recognition.probabilities import Projection
from inkread.recognition.reader import Reader
from inkread.training.classic.cells import TEST, CellResult, read_result
from inkread.training.classic.sets import ClassicSet, glyphs_of
from inkread.training.finish import KERAS_MODEL
from inkread.training.fit import EVALUATION_BATCH
from inkread.training.keras_file import open_keras

CONFUSIONS_KEPT = 5
TABLE, TRUTH = "test_probabilities", "test_labels"


def read_test(folder: Path, chosen: ClassicSet, open_test: Callable[[], Samples]) -> CellResult:
    """Return a trained cell's result with its figures on the test part, which is read only the first time.

    Args:
        folder: the cell's.
        chosen: its set.
        open_test: gives the test part's samples.

    Raises:
        TrainingError: when the cell is not trained to its end.
    """
    found = read_result(folder)
    if found is None:
        raise TrainingError(f"{folder}: expected a cell trained to its end, got none; train it first")
    if found.test is not None:
        return found
    table, labels = _answers(folder, chosen, open_test())
    figures = figures_of(score_of(chosen.charset, NAMED[chosen.charset], table, labels))
    keep_arrays(folder / TEST, figures, {TABLE: table.astype(np.float32), TRUTH: labels})
    return replace(found, test=figures)


def kept_answers(folder: Path) -> tuple[npt.NDArray[np.float32], Labels] | None:
    """Return what a cell made of its test part, axes (n, classes), and the true labels, axes (n,).

    None where nothing was read, or by a version of inkread that kept the figures alone.

    Raises:
        DataError: when it is damaged.
    """
    if not all((folder / name).is_file() for name in (TEST, f"{TABLE}.npy", f"{TRUTH}.npy")):
        return None
    _, arrays = kept_arrays(folder / TEST, (), (TABLE, TRUTH))
    return arrays[TABLE], arrays[TRUTH]


def figures_of(score: Score) -> dict[str, Any]:
    """Return the figures of a test part as JSON-ready values, the commonest confusions among them."""
    figures = asdict(score)
    del figures["charset"]
    kept = {**figures, "confusions": figures["confusions"][:CONFUSIONS_KEPT]}
    as_opened_again: dict[str, Any] = json.loads(json.dumps(kept))  # lists for tuples
    return as_opened_again


def _answers(folder: Path, chosen: ClassicSet, samples: Samples) -> tuple[Probabilities, Labels]:
    """Return what a cell's bundle, or, of a set's own pixels, its network, makes of a test part."""
    onto = NAMED[chosen.charset]
    if chosen.framed:
        reader = Reader(folder / "bundle")
        glyphs = frame_all(samples, contract=reader.bundle.preprocess.contract)
        return table_of(reader, samples, glyphs, onto)
    logits = open_keras(folder / KERAS_MODEL).predict(
        glyphs_of(samples)[..., None], batch_size=EVALUATION_BATCH, verbose=0
    )
    table = Projection(onto, None, temperature=1.0)(np.asarray(logits, np.float32))
    return table, labels_in(samples, onto)
