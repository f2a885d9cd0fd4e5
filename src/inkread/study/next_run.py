"""The one run that a diagnosis recommends, as a command to type."""

import json
import math
import shlex
from collections.abc import Mapping
from typing import Any

from inkread.evaluation.verdict import Diagnosis
from inkread.training.recipes import RECIPES

SLOWER = 10  # times, after a run that diverged
LONGER = 2  # times, after a run that was too short
STRONGER = "deeper"
CONVOLUTIONS = "classic-32-64"
NOT_SETTINGS = ("name", "summary", "keras_file")


def next_run(diagnosis: Diagnosis, config: Mapping[str, Any], *, epochs: int) -> str:
    """Return the command of the next run, with everything in it that this run was given.

    Args:
        diagnosis: of the run.
        config: what the run wrote down to be repeated.
        epochs: how many it did; fewer than its recipe's where it stopped early.
    """
    recipe = config["recipe"]
    data = [word for source in config["sources"] for word in ("--data", str(source))]
    extra = _beside(config)
    if diagnosis.verdict == "too-good":
        return _line(["inkread", "data", "explore", str(config["sources"][0]).partition(":")[0]])
    if diagnosis.verdict in {"too-noisy", "well-fitted"}:
        given = ["--recipe", recipe["name"], *_settings(_own_settings(recipe))]
        folds = "10" if diagnosis.verdict == "too-noisy" else "5"
        return _line(["inkread", "crossval", *data[:2], *given, "--folds", folds])
    if diagnosis.verdict == "under-fitted" and (stronger := _stronger(recipe)):
        return _line(["inkread", "train", *data, *extra, "--recipe", stronger])
    changes = _own_settings(recipe) | _changes(diagnosis, recipe, epochs)
    seed = ["--seed", str(config["seed"])] if config.get("seed") else []
    # Old weights fit the same network alone, which none of the changes makes another.
    load = ["--load", config["load"]["path"]] if config.get("load") else []
    given = [*data, *extra, *load, "--recipe", recipe["name"], *_settings(changes), *seed]
    return _line(["inkread", "train", *given])


def resumption(config: Mapping[str, Any], folder: str) -> str:
    """Return the command that goes on with the run in `folder`, with everything in it that it was given."""
    data = [word for source in config["sources"] for word in ("--data", str(source))]
    given = ["--recipe", config["recipe"]["name"], *_settings(_own_settings(config["recipe"]))]
    seed = ["--seed", str(config["seed"])] if config.get("seed") else []
    return _line(["inkread", "train", *data, *_beside(config), *given, *seed, "--run", folder, "--resume"])


def _beside(config: Mapping[str, Any]) -> list[str]:
    """Return the options that say what a run trained with beside its data."""
    words = [
        word for name in ("extra", "avoid") for it in config.get(name, ()) for word in (f"--{name}", str(it))
    ]
    words += [] if config.get("leak_check", True) else ["--no-leak-check"]
    return words + (["--teacher", config["teacher"]["source"]] if config.get("teacher") else [])


def _changes(diagnosis: Diagnosis, recipe: Mapping[str, Any], epochs: int) -> dict[str, object]:
    """Return the settings to change in the same recipe."""
    if diagnosis.verdict == "diverged":
        return {"learning_rate": _round(recipe["learning_rate"] / SLOWER)}
    if diagnosis.verdict == "over-fitted":
        return _restraint(recipe)
    longer: dict[str, object] = {"epochs": LONGER * max(epochs, 1)}
    if recipe.get("stop_at_accuracy") is not None and epochs < recipe["epochs"]:
        longer["stop_at_accuracy"] = None
    return longer


def _restraint(recipe: Mapping[str, Any]) -> dict[str, object]:
    """Return what keeps a network from learning by heart: what it has not got yet, the most helpful first."""
    network = recipe.get("network")
    if recipe.get("augmentation") is None:
        return {"augmentation.rotation": 8.0}  # naming one setting bends with all the usual others
    if isinstance(network, Mapping) and not network.get("dropout"):
        return {"network.dropout": 0.5}
    return {"weight_decay": _round(max(0.02, 2 * recipe["weight_decay"]))}


def _stronger(recipe: Mapping[str, Any]) -> str | None:
    """Return the recipe that can do more, or None where only longer training is left."""
    network = recipe.get("network")
    # The rivals' networks have no such setting, and all have convolutions.
    if isinstance(network, Mapping) and not network.get("filters", True):
        return CONVOLUTIONS
    return STRONGER if recipe["name"].startswith("classic") or recipe["name"] == "adadelta" else None


def _own_settings(recipe: Mapping[str, Any]) -> dict[str, object]:
    """Return the settings in which a run's recipe differs from the one of its name."""
    known = RECIPES.get(recipe["name"])
    if known is None:
        return {}
    usual = _flat(json.loads(json.dumps(known.to_dict())))
    own = _flat(recipe)
    if own.get("augmentation", 0) is None and usual.get("augmentation", 0) is not None:
        return {"augmentation": None} | _differing(own, usual)
    return _differing(own, usual)


def _differing(own: Mapping[str, object], usual: Mapping[str, object]) -> dict[str, object]:
    """Return the settings of `own` that `usual` has otherwise, or has not, but for names and files."""
    left_out = (*NOT_SETTINGS, "augmentation")
    return {
        name: value
        for name, value in own.items()
        if name not in left_out and (name not in usual or usual[name] != value)
    }


def _flat(settings: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """Return settings with a part's as `part.setting`."""
    flat: dict[str, object] = {}
    for name, value in settings.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, Mapping) else {prefix + name: value}
    return flat


def _settings(changes: Mapping[str, object]) -> list[str]:
    """Return changes as `--set` takes them."""
    return [word for name, value in changes.items() for word in ("--set", f"{name}={_text(value)}")]


def _text(value: object) -> str:
    """Return a value as TOML writes it; `none` stands for None, and numbers in a row need no brackets."""
    if value is None:
        return "none"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value)) or "[]"
    return value if isinstance(value, str) else json.dumps(value)


def _round(number: float) -> float:
    """Return a number with one digit that counts, as a person would type it.

    Example:
        >>> _round(0.000314)
        0.0003
    """
    return round(number, -math.floor(math.log10(number)))


def _line(words: list[str]) -> str:
    """Return the words as a shell takes them."""
    return shlex.join(words)
