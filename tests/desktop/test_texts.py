"""All words of the window stand in one place, and every one of them is used."""

import json
import re
from pathlib import Path

import inkread.desktop
from inkread.desktop.words import FOLDER

HERE = Path(inkread.desktop.__file__).parent
SOURCES = "\n".join(path.read_text("utf-8") for path in HERE.rglob("*.py"))
CALLED = re.compile(r"""say(?:_of|_count)?\(\s*(f?)"([^"]+)\"""")
TABLES = (
    "menu.",
    "trouble.",
    "door.",
    "inside.step.",
    "inside.kind.",
    "answer.refused_for.",
    "words.refused_for.",
    "words.warned_of.",
    "train.recipe.",
)
"""Families of which a code or a table of actions names the rest."""


def keys():
    """Return every dotted key; one for one and for several is one."""

    def flat(tree, head=""):
        for name, value in tree.items():
            if isinstance(value, dict) and set(value) != {"one", "other"}:
                yield from flat(value, f"{head}{name}.")
            else:
                yield f"{head}{name}"

    return set(flat(json.loads((FOLDER / "en.json").read_text("utf-8"))))


def patterns():
    """Return the patterns of the keys that the sources ask for."""
    for is_filled, key in CALLED.findall(SOURCES):
        yield re.sub(r"\\\{[^}]*\\\}", r"[\\w]+", re.escape(key)) if is_filled else re.escape(key)


def test_every_text_is_used():
    asked = re.compile("|".join(patterns()))
    unused = {key for key in keys() if not asked.fullmatch(key) and not key.startswith(TABLES)}
    assert unused == set()


def test_every_text_that_is_asked_for_is_there():
    there = keys()
    asked = {key for is_filled, key in CALLED.findall(SOURCES) if not is_filled and "." in key}
    asked -= {family.removesuffix(".") for family in TABLES}
    assert asked - there == set()


def test_every_action_of_the_menus_has_words():
    from inkread.desktop.menus import EDIT, FILE

    named = {f"menu.{entry[0]}" for entry in (*FILE, *EDIT) if entry is not None}
    assert named <= keys()


def test_every_reason_of_an_image_error_has_plain_words():
    from inkread.preprocess.decode.limits import REASONS

    of_programs = {"bad_array", "unsafe_setting"}  # no file brings these about
    assert {f"trouble.{reason}" for reason in REASONS.keys() - of_programs} <= keys()


def test_every_step_of_preprocessing_has_words():
    import numpy as np

    from inkread.preprocess.contract import preprocess

    page = np.full((200, 200), 230, np.uint8)
    page[60:140, 95:105] = 20
    page[150:153] = 20  # a ruled line below
    steps = {step.name for step in preprocess(page).trail.steps}
    assert {"rules", "frame"} <= steps
    assert {f"inside.step.{name}" for name in steps} <= keys()
