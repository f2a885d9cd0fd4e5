"""Writes docs/reference/recipes.md from the recipes themselves, so that the page cannot drift from them.

Run `make docs` after a change of a recipe; a test compares the two.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from inkread.training.recipes import RECIPES, Augmentation, Network, Recipe, SpinalVgg, WaveMixLite
from inkread.training.recipes.bounds import Bounds

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "recipes.md"
HEAD = """# Recipes

A recipe is all that decides the weights of a network, but for the data and the seed. `inkread recipes`
lists the recipes, `inkread recipes show NAME` shows one whole: every setting, each layer with its shape,
weights and cost, and a drawing. How to train by one: [Train your own reader](../how-to/train-your-own.md).
This page is written by `tools/recipes_reference.py`.

| recipe | | layers | training |
|---|---|---|---|
"""
RULES = """
`conv 16 3×3` is a convolution of 16 filters of that size; `/2` halves the maps by a stride, `pool` by
taking the greatest of 2×2. An `s` marks a separable one: it looks at each map alone, then mixes all. The
scaling of grey levels to [0, 1] comes first, a dense layer of one logit a character last. Where a recipe
stops at an accuracy, its epochs are the most it may take. Weights are always those of the last epoch,
never those of the best.

## Settings

Any of them is changed by `--set SETTING=VALUE` or in a TOML file, a part's as `part.setting`; one that may
be none is taken away by `none`. Where a recipe has no augmentation, setting any number of it begins with
the numbers of this page.
"""
PARTS = (  # heading, what the settings' names begin with, and whose they are
    ("", "", Recipe),
    ("`network`", "network.", Network),
    ("`network` of `vgg-5-spinal`", "network.", SpinalVgg),
    ("`network` of `wavemix-lite`", "network.", WaveMixLite),
    ("`augmentation`", "augmentation.", Augmentation),
)
FIXED = {"network", "augmentation"}  # the parts, which have tables of their own
KINDS = {int: "whole number", float: "number", bool: "true or false", str: "text"}


def page() -> str:
    """Return the page's text."""
    recipes = "\n".join(_recipe_row(recipe) for recipe in RECIPES.values())
    return HEAD + recipes + "\n" + RULES + "".join(_part(*part) for part in PARTS)


def _recipe_row(recipe: Recipe) -> str:
    """Return a recipe's row."""
    return f"| `{recipe.name}` | {recipe.summary} | {_layers(recipe.network)} | {_training(recipe)} |"


def _layers(network: Network | SpinalVgg | WaveMixLite) -> str:
    """Return a network's layers in a few words."""
    if isinstance(network, SpinalVgg):
        return f"ten conv of {network.width} to {4 * network.width} filters; four spinal of {network.spine}"
    if isinstance(network, WaveMixLite):
        return f"{network.blocks} wavelet blocks of {network.channels} maps"
    words = []
    for place, filters in enumerate(network.filters, start=1):
        wide = f" {network.kernel_size(place)}×{network.kernel_size(place)}"
        alone = "s" if place in network.separable else ""
        stride = f" /{network.stride(place)}" if network.stride(place) > 1 else ""
        words.append(f"{filters}{wide}{alone}{stride}")
        words += ["pool"] if place in network.pool_after else []
    said = ["conv " + ", ".join(words) + (", normalised" if network.norm else "")] if words else []
    said += ["average"] if network.head == "average" else []
    said += ["dense " + ", ".join(map(str, network.units))] if network.units else []
    said += [f"dropout {network.map_dropout:.0%} behind pools"] if network.map_dropout else []
    said += [f"dropout {network.dropout:.0%}"] if network.dropout else []
    return "; ".join(said)


def _training(recipe: Recipe) -> str:
    """Return how a recipe trains in a few words."""
    said = f"{recipe.epochs} epochs, batch {recipe.batch_size}, {recipe.optimiser} {recipe.learning_rate:g}"
    said += ", one cycle" if recipe.schedule == "one-cycle" else ""
    said += f", weight decay {recipe.weight_decay:g}" if recipe.weight_decay else ""
    said += f", until accuracy {recipe.stop_at_accuracy:g}" if recipe.stop_at_accuracy else ""
    said += ", one-hot labels" if recipe.labels == "one-hot" else ""
    said += f", {recipe.small_share:.0%} of the passes small" if recipe.small_share else ""
    said += f", weights averaged at {recipe.average:g}" if recipe.average else ""
    return said + (", augmented" if recipe.augmentation else "")


def _part(title: str, prefix: str, kind: Any) -> str:  # noqa: ANN401 - a dataclass
    """Return the table of one part's settings."""
    heading = f"\n### {title}\n" if title else ""
    rows = "\n".join(_setting_rows(prefix, kind))
    return f"{heading}\n| setting | | value | if not set |\n|---|---|---|---|\n{rows}\n"


def _setting_rows(prefix: str, kind: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield a row for each setting of a part."""
    hints, meanings = get_type_hints(kind, include_extras=True), _meanings(kind)
    for field in dataclasses.fields(kind):
        if field.name in FIXED:
            continue
        default = "" if field.default is dataclasses.MISSING else f"`{_typed(field.default)}`"
        values = _values(hints[field.name])
        yield f"| `{prefix}{field.name}` | {meanings[field.name]} | {values} | {default} |"


def _meanings(kind: Any) -> dict[str, str]:  # noqa: ANN401
    """Return what the docstring says of each attribute."""
    listed = inspect.getdoc(kind).split("Attributes:\n")[1].split("\n\n")[0]
    entries = re.findall(r"^    (\w+): (.*(?:\n      +.*)*)", listed, re.MULTILINE)
    return {name: " ".join(text.split()).removesuffix(".") for name, text in entries}


def _values(hint: Any) -> str:  # noqa: ANN401 - a type, with its bounds if it has any
    """Return which values a setting takes."""
    bounds = [part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Bounds)]
    kind = get_args(hint)[0] if bounds else hint
    optional = type(None) in get_args(kind)
    kind = next(part for part in get_args(kind) if part is not type(None)) if optional else kind
    if get_origin(kind) is Literal:
        said = " or ".join(f"`{choice}`" for choice in get_args(kind))
    elif get_origin(kind) is tuple:
        said = f"{KINDS[get_args(kind)[0]]}s"
    else:
        said = KINDS[kind]
    said += f" {bounds[0]}" if bounds else ""
    return said + (", or `none`" if optional else "")


def _typed(value: object) -> str:
    """Return a value as a person types it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value is None else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
    sys.stdout.write(f"{PAGE}: {len(RECIPES)} recipes\n")
