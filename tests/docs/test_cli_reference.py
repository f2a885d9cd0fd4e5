"""The reference of the command line is what the commands say of themselves."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "tools" / "cli_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(reference: ModuleType):
    assert reference.PAGE.read_text("utf-8") == reference.page(), "run make docs"


def test_every_option_says_what_it_does(reference: ModuleType):
    silent = [
        f"{path} {parameter.name}"
        for path, command in reference.commands()
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]
    assert silent == []
