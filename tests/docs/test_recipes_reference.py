"""The page on recipes is what the recipes are, and names every setting there is."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from inkread.training.recipes import RECIPES
from inkread.training.recipes.settings import setting_names

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "recipes_reference", ROOT / "tools" / "recipes_reference.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(reference: ModuleType):
    assert reference.PAGE.read_text("utf-8") == reference.page(), "run make docs"


def test_every_recipe_and_every_setting_has_its_row(reference: ModuleType):
    page = reference.page()
    assert [name for name in (*RECIPES, *setting_names()) if f"\n| `{name}` | " not in page] == []
