"""The tools that write parts of the documentation, imported beside their neighbours, as they are when run."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module")
def tool_named():
    """Imports a tool by its name; forgotten after the file, for a neighbour may be called like a package."""
    before = set(sys.modules)
    sys.path.insert(0, str(TOOLS))
    yield import_module
    sys.path.remove(str(TOOLS))
    for name in {path.stem for path in TOOLS.glob("*.py")} - before:
        sys.modules.pop(name, None)
