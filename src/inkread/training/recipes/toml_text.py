"""A recipe as TOML, to be read, changed and given back."""

import dataclasses
import json
import tomllib
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError
from inkread.training.recipes.recipe import Recipe
from inkread.training.recipes.settings import NONE


def to_toml(recipe: Recipe) -> str:
    """Return every setting of `recipe` as TOML; `read_toml` and `changed` make the same recipe of it.

    A setting that is None is written as "none": left away, it would mean that of another recipe.
    """
    values = {field.name: getattr(recipe, field.name) for field in dataclasses.fields(recipe)}
    parts = {name: value for name, value in values.items() if dataclasses.is_dataclass(value)}
    lines = [f"{name} = {_value(value)}" for name, value in values.items() if name not in parts]
    for name, part in parts.items():
        lines += ["", f"[{name}]"]
        lines += [f"{field.name} = {_value(getattr(part, field.name))}" for field in dataclasses.fields(part)]
    return "\n".join(lines) + "\n"


def read_toml(path: Path) -> dict[str, Any]:
    """Return the settings in a TOML file, parts as mappings.

    Raises:
        ConfigError: when there is no such file, or it is no TOML.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: expected a TOML file, got no such file; check the path") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: expected a TOML file, got a folder; name the file in it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: expected TOML in UTF-8, got a fault ({error}); mend the file") from error


def _value(value: object) -> str:
    """Return a setting's value as TOML; JSON writes numbers, switches, texts and lists alike."""
    return json.dumps(NONE if value is None else value, ensure_ascii=False)
