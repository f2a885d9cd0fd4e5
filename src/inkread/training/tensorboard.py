"""A run's metrics as TensorBoard's event files, written by TensorFlow alone."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inkread.errors import TrainingError

FOLDER = "tensorboard"
VALIDATION = "validation_"  # of a metric's name, which then goes among the validation curves
UNPLOTTED = {"epoch", "finished_at"}


class EventFiles:
    """The event files of a run: training and validation curves of one name lie in one chart."""

    def __init__(self, folder: Path, rows: Sequence[Mapping[str, float]]) -> None:
        """Start them anew in the run's `folder` with the epochs done so far.

        A killed run may have written an epoch there that its checkpoint does not know, or half of one.

        Raises:
            TrainingError: when TensorFlow is not there to write them.
        """
        tf = _tensorflow()
        root = folder / FOLDER
        if root.exists():
            shutil.rmtree(root)
        self._writers = {
            part: tf.summary.create_file_writer(str(root / part)) for part in ("train", "validation")
        }
        for row in rows:
            self.write(row)

    def write(self, row: Mapping[str, float]) -> None:
        """Add an epoch's metrics, at its number as the step."""
        tf = _tensorflow()
        for name, value in row.items():
            if name in UNPLOTTED:
                continue
            part = "validation" if name.startswith(VALIDATION) else "train"
            with self._writers[part].as_default():
                number = tf.constant(value, tf.float32)
                tf.summary.write(
                    f"epoch_{name.removeprefix(VALIDATION)}", number, int(row["epoch"]), _scalar(tf)
                )
        for writer in self._writers.values():
            writer.flush()

    def close(self) -> None:
        """Close the files."""
        for writer in self._writers.values():
            writer.close()


def _scalar(tf: Any) -> Any:  # noqa: ANN401 - TensorFlow ships no types
    """Return what tells TensorBoard that a tensor is a number to be plotted.

    `tf.summary.scalar` would do it too, but needs the TensorBoard package, which only a reader needs.
    """
    metadata = tf.compat.v1.SummaryMetadata
    return metadata(plugin_data=metadata.PluginData(plugin_name="scalars"), data_class="DATA_CLASS_SCALAR")


def _tensorflow() -> Any:  # noqa: ANN401
    """Return TensorFlow, which a run on another backend may lack."""
    try:
        import tensorflow as tf
    except ModuleNotFoundError:
        raise TrainingError(
            "expected TensorFlow to write event files with, got none; install it, or read metrics.csv"
        ) from None
    return tf
