"""Keras files, for people who work on in Keras: opened in safe mode, and only to train or to export."""

import os
import tempfile
from pathlib import Path

import keras

from inkread import atomic
from inkread.errors import TrainingError
from inkread.training.architectures import Model

SUFFIXES = (".keras", ".h5")


def open_keras(path: Path) -> Model:
    """Return the model in a `.keras` or `.h5` file, uncompiled.

    Raises:
        TrainingError: when the file is missing, damaged, of another kind, or would run code of its own.
    """
    if path.suffix not in SUFFIXES:
        raise TrainingError(
            f"{path}: expected a .keras or .h5 file, got {path.suffix or 'no suffix'}; convert it"
        )
    if not path.is_file():
        raise TrainingError(f"{path}: expected a Keras model, got no such file; check the path")
    try:
        return keras.saving.load_model(path, compile=False, safe_mode=True)
    except Exception as error:
        # Keras raises nearly every kind of exception on a file that is not whole.
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise TrainingError(
            f"{path}: expected a Keras model that opens in safe mode, got: {first};"
            " save it anew without custom code"
        ) from error


def save_keras(model: Model, path: Path) -> None:
    """Write `model` as `.keras` or legacy `.h5`, by the suffix, whole or not at all."""
    handle, name = tempfile.mkstemp(suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        model.save(temporary)
        atomic.write_bytes(path, temporary.read_bytes())
    finally:
        temporary.unlink(missing_ok=True)
