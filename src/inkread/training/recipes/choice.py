"""The recipe that a person chose: a name, a TOML file, and single settings, in this order."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError
from inkread.training.recipes.named import find_recipe
from inkread.training.recipes.recipe import Recipe
from inkread.training.recipes.settings import changed
from inkread.training.recipes.toml_text import read_toml

USUAL = "compact"
BASE = "recipe"  # the key by which a file names the recipe that it changes


def choose(
    name: str | None = None,
    *,
    config: Path | None = None,
    assignments: Sequence[str] = (),
    shortcuts: Mapping[str, object] | None = None,
) -> Recipe:
    """Return the recipe `name`, changed by a file, then by single settings.

    Args:
        name: of the recipe to start from; the one that the file names, or `compact`, where None.
        config: a TOML file of settings, or None.
        assignments: `SETTING=VALUE`, as `--set` takes them.
        shortcuts: settings with options of their own, such as `epochs`; None is none.

    Raises:
        ConfigError: for an unknown recipe or setting, a value that will not do, or one that is set twice.

    Example:
        >>> choose("mlp", assignments=["network.units=64,32"]).network.units
        (64, 32)
    """
    settings = dict(read_toml(config)) if config else {}
    base = settings.pop(BASE, None)
    if base is not None and name is not None and base != name:
        raise ConfigError(
            f"{config}: expected the recipe {name!r} that was asked for, got {base!r}; name one of the two"
        )
    singles = {key: value for key, value in (shortcuts or {}).items() if value is not None}
    for text in assignments:
        key, value = parse_assignment(text)
        if key in singles:
            raise ConfigError(f"expected {key} to be set once, got it twice; keep one")
        singles[key] = value
    recipe = find_recipe(name or _text(base, config) or USUAL)
    try:
        recipe = changed(recipe, settings)
    except ConfigError as error:
        raise ConfigError(f"{config}: {error}") from error
    return changed(recipe, singles)


def parse_assignment(text: str) -> tuple[str, Any]:
    """Return setting and value of `SETTING=VALUE`, the value as in TOML; quotes and brackets may be left out.

    Raises:
        ConfigError: when the text is of another form.

    Example:
        >>> parse_assignment("network.filters=16,32"), parse_assignment("schedule=constant")
        (('network.filters', [16, 32]), ('schedule', 'constant'))
    """
    key, equals, value = (part.strip() for part in text.partition("="))
    if not (key and equals and value):
        raise ConfigError(f"--set: expected SETTING=VALUE, got {text!r}; write, say, learning_rate=0.01")
    for form in (value, f"[{value}]"):
        try:
            found = tomllib.loads(f"value = {form}")
        except tomllib.TOMLDecodeError:
            continue
        if len(found) == 1:  # a value of several lines could hold other keys
            return key, found["value"]
    return key, value


def _text(base: object, config: Path | None) -> str | None:
    """Return the name of the recipe that a file starts from."""
    if base is None or isinstance(base, str):
        return base
    raise ConfigError(f"{config}: expected a recipe's name for {BASE}, got {base!r}; put it in quotes")
