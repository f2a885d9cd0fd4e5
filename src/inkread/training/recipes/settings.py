"""A recipe's settings by their names: changed, checked, and suggested where one is misspelt."""

import dataclasses
import difflib
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from inkread.errors import ConfigError
from inkread.training.recipes.recipe import Recipe

NONE = "none"  # how a file or a command line says None, which TOML has no word for
KINDS = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


def changed(recipe: Recipe, changes: Mapping[str, object]) -> Recipe:
    """Return `recipe` with `changes` made, each checked for its name, type and range.

    Args:
        recipe: the recipe to start from.
        changes: setting -> value. A setting of a part is named `part.setting`, or its value is a mapping
            of the part's settings. The text `none` stands for None where a setting may be none.

    Raises:
        ConfigError: for a setting that is not there, a value of another type, or one outside its range.

    Example:
        >>> from inkread.training.recipes import RECIPES
        >>> changed(RECIPES["compact"], {"augmentation.rotation": 5}).augmentation.rotation
        5.0
    """
    made: Recipe = _replaced(recipe, Recipe, _nested(changes), "")
    return made


def setting_names(kind: Any = Recipe, prefix: str = "") -> list[str]:  # noqa: ANN401 - any dataclass
    """Return every setting of a recipe, a part's as `part.setting`, whichever kind of part has it."""
    names = []
    for name, hint in get_type_hints(kind).items():
        inner = [setting for part in _parts(hint) for setting in setting_names(part, f"{prefix}{name}.")]
        names += list(dict.fromkeys(inner)) or [prefix + name]
    return names


def _nested(changes: Mapping[str, object]) -> dict[str, object]:
    """Return `changes` with `part.setting` keys as mappings of their parts."""
    made: dict[str, Any] = {}
    for key, value in changes.items():
        part, dot, setting = key.partition(".")
        inner = {setting: value} if dot else value
        if part in made and not (isinstance(inner, Mapping) and isinstance(made[part], dict)):
            raise ConfigError(f"expected {part} or its settings, got both; keep one of them")
        made[part] = made.get(part, {}) | _nested(inner) if isinstance(inner, Mapping) else inner
    return made


def _replaced(record: Any, kind: Any, changes: Mapping[str, object], prefix: str) -> Any:  # noqa: ANN401
    """Return a dataclass with `changes` made; one that is None starts from its defaults."""
    hints = get_type_hints(kind, include_extras=True)
    made = {}
    for name, value in changes.items():
        if name not in hints:
            raise _unknown(prefix + name)
        parts = _parts(hints[name])
        if parts and isinstance(value, Mapping):
            made[name] = _replaced_part(getattr(record, name), parts, value, f"{prefix}{name}.")
        else:
            made[name] = _converted(hints[name], value, prefix + name)
    return kind(**made) if record is None else dataclasses.replace(record, **made)


def _replaced_part(record: Any, kinds: list[Any], changes: Mapping[str, object], prefix: str) -> Any:  # noqa: ANN401
    """Return a part with `changes` made, or one of another kind where all settings of that kind are given.

    So a file that holds a whole network makes it, whatever recipe it is read onto.
    """
    kind = kinds[0] if record is None else type(record)
    whole = [other for other in kinds if {field.name for field in dataclasses.fields(other)} == set(changes)]
    if whole and kind not in whole:
        return _replaced(None, whole[0], changes, prefix)
    return _replaced(record, kind, changes, prefix)


def _converted(hint: Any, value: object, path: str) -> Any:  # noqa: ANN401 - of the type that the hint says
    """Return `value` as the type that `hint` asks for."""
    if get_origin(hint) is Annotated:
        return _converted(get_args(hint)[0], value, path)
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [part for part in get_args(hint) if part is not type(None)]
        if type(None) in get_args(hint) and (value is None or value == NONE):
            return None
        return _converted(next((kind for kind in kinds if type(value) is kind), kinds[0]), value, path)
    if get_origin(hint) is Literal:
        return _chosen(get_args(hint), value, path)
    if get_origin(hint) is tuple:
        entries = value if isinstance(value, list | tuple) else [value]
        return tuple(_converted(get_args(hint)[0], entry, path) for entry in entries)
    return _plain(hint, value, path)


def _plain(kind: Any, value: object, path: str) -> object:  # noqa: ANN401
    """Return a number, a switch or a text; 1e5 is a whole number too, and true is none."""
    if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
        return value
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if kind is float and number is not None:
        return float(number)
    if kind is int and isinstance(number, float) and number.is_integer():
        return int(number)
    wanted = KINDS.get(kind, "a table of settings")
    raise ConfigError(f"expected {wanted} for {path}, got {value!r}; change it")


def _chosen(choices: tuple[str, ...], value: object, path: str) -> object:
    """Return `value`, one of `choices`."""
    if value in choices:
        return value
    close = difflib.get_close_matches(str(value), choices, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "change it"
    raise ConfigError(f"expected {' or '.join(choices)} for {path}, got {value!r}; {hint}")


def _parts(hint: Any) -> list[Any]:  # noqa: ANN401 - dataclasses
    """Return the dataclasses that a hint allows, be it optional; none where it asks for none."""
    return [one for one in (hint, *get_args(hint)) if dataclasses.is_dataclass(one)]


def _unknown(path: str) -> ConfigError:
    """Return the error about a setting that is not there, with the likeliest one meant."""
    names = setting_names()
    if path in names:
        return ConfigError(
            f"expected a setting of this recipe, got {path!r}, which other kinds of network have;"
            " choose a recipe with such a network, or give the whole network"
        )
    by_last_word = {name.rpartition(".")[2]: name for name in names}
    close = difflib.get_close_matches(path, names, n=1)
    close = close or [
        by_last_word[word] for word in difflib.get_close_matches(path.rpartition(".")[2], by_last_word, n=1)
    ]
    hint = f"did you mean {close[0]!r}?" if close else "see them with: inkread recipes show"
    return ConfigError(f"expected a setting of a recipe, got {path!r}; {hint}")
