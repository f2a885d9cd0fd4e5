"""Keras files, for people who work on in Keras: opened in safe mode, and only to train or to export."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keras
from absl import logging

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
        raise TrainingError(f"{path}: expected a Keras model, got {_fault(error)}") from error


def load_weights(model: Model, path: Path | None) -> None:
    """Give `model` the weights of a Keras model on disk, where one is named.

    Raises:
        TrainingError: when the file cannot be opened, or holds another network, or one for another number of
            characters.
    """
    if path is None:
        return
    donor = open_keras(path)
    wanted, held = _shapes(model), _shapes(donor)
    num, num_held = wanted[-1][-1], held[-1][-1] if held else 0
    if wanted == held:
        model.set_weights(donor.get_weights())
        return
    if wanted == [(*shape[:-1], num) if shape[-1:] == (num_held,) else shape for shape in held]:
        raise TrainingError(
            f"{path}: expected a reader of {num} characters, as the data has, got one of {num_held}:"
            " its last layer does not fit; load a reader of the same characters, or train without --load"
        )
    raise TrainingError(
        f"{path}: expected the weights of this recipe's network, got another's;"
        " give the recipe that they are of"
    )


def _shapes(model: Model) -> list[tuple[int, ...]]:
    """Return the shapes of all weights, in order; those of the last layer end in the number of characters."""
    return [tuple(weight.shape) for weight in model.get_weights()]


def save_keras(model: Model, path: Path) -> None:
    """Write `model` as `.keras` or legacy `.h5`, by the suffix, whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with _without_advice():
            model.save(temporary)
        atomic.write_bytes(path, temporary.read_bytes())
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _without_advice() -> Iterator[None]:
    """Keep Keras from advising against `.h5`, which is written for those who still need it."""
    before = logging.get_verbosity()
    logging.set_verbosity(logging.ERROR)
    try:
        yield
    finally:
        logging.set_verbosity(before)


def _fault(error: Exception) -> str:
    """Return what is wrong with a file that Keras refused, and what to do about it."""
    said = str(error)
    if "safe_mode" in said or "Lambda" in said or "unsafe" in said:
        return "one that carries code of its own; save it anew with Keras' own layers in place of Lambda"
    if "Could not locate class" in said or "Unknown layer" in said:
        name = said.split("'")[1] if said.count("'") > 1 else "one unknown"
        return f"a layer that is not Keras' own ({name}); save it anew without it"
    first = said.strip().splitlines()[0] if said.strip() else type(error).__name__
    return f"a damaged file ({first.rstrip('.')}); save or copy it anew"
