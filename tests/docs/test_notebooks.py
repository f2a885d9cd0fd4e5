"""The notebooks of the documentation run from top to bottom, and are committed with what they answered."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "notebooks"
TOOL = ROOT / "tools" / "notebooks.py"
NOTEBOOKS = {
    path.stem: nbformat.read(path, as_version=nbformat.NO_CONVERT) for path in FOLDER.glob("*.ipynb")
}
LARGEST = 400_000  # bytes of a notebook; more is slow to load and to review
# Of a kernel that wrote where it ran, or when: neither is the same for the next.
OF_A_MACHINE = re.compile(r"/home/|/root/|/tmp/|/Users/|[A-Z]:\\\\|0x[0-9a-f]{8}|site-packages")
TRAINING = {"explore", "train-and-validate"}


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the cells that are run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def wrong_outputs(notebook: nbformat.NotebookNode) -> list[str]:
    """Return errors and whatever was written to standard error, such as warnings."""
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    found = [output.evalue for output in outputs if output.output_type == "error"]
    return found + [output.text for output in outputs if output.get("name") == "stderr"]


def test_the_three_notebooks_are_there():
    assert set(NOTEBOOKS) == {"explore", "train-and-validate", "read-your-own"}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_was_run_from_top_to_bottom_before_it_was_committed(name):
    notebook = NOTEBOOKS[name]
    nbformat.validate(notebook)
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert wrong_outputs(notebook) == []
    assert cells[-1].outputs


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_committed_notebook_is_small_and_says_nothing_of_a_machine(name):
    text = (FOLDER / f"{name}.ipynb").read_text("utf-8")
    assert len(text.encode()) < LARGEST
    shown = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
    assert OF_A_MACHINE.findall(shown) == []
    assert set(NOTEBOOKS[name].metadata) == {"kernelspec", "language_info"}
    assert all(cell.metadata == {} for cell in NOTEBOOKS[name].cells)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_only_calls_inkread(name):
    source = "\n".join(cell.source for cell in code_cells(NOTEBOOKS[name]))
    imported = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))
    assert "inkread" in imported
    assert imported <= {"inkread", "dataclasses", "numpy", "pathlib", "tempfile"}
    assert re.findall(r"^\s*[!%]", source, re.MULTILINE) == []


@pytest.mark.timeout(1200)  # half a minute each where nothing else runs, twenty times that where much does
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.train] * (name in TRAINING)) for name in NOTEBOOKS]
)
def test_a_notebook_runs_anew(name, tmp_path):
    # In a process of its own, so that Jupyter's event loop and warnings are none of pytest's.
    command = [sys.executable, str(TOOL), "--to", str(tmp_path), name]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    fresh = nbformat.read(tmp_path / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)
    assert wrong_outputs(fresh) == []
    assert [cell.source for cell in fresh.cells] == [cell.source for cell in NOTEBOOKS[name].cells]
