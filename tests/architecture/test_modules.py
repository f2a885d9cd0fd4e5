"""Every module says what it is, in its name and in its first line."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_opens_with_a_sentence(path: Path):
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    opening = docstring.split("\n\n")[0]
    assert opening.endswith((".", ":", "?")), f"expected a sentence, got {opening!r}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_is_named_after_what_it_is(path: Path):
    assert path.stem not in NAMES_THAT_SAY_NOTHING
    assert path.parent.name not in NAMES_THAT_SAY_NOTHING


def test_every_folder_of_modules_is_a_package():
    folders = {path.parent for path in MODULES}
    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()
