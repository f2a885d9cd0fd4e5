"""Runs the notebooks of docs/notebooks in a fresh kernel and writes them back with what they answered.

`python tools/notebooks.py` runs all of them, `python tools/notebooks.py explore` one, and `--to FOLDER`
leaves the committed ones alone. What depends on the machine or the moment is not kept: timings, kernel ids,
versions, and TensorFlow's own log. A test runs each notebook anew.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "notebooks"
TIMEOUT = 1800  # seconds of one cell, which takes 20 where nothing else runs
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# Lines such as `I0000 00:00:1795177498.913062    4023 port.cc:153] oneDNN …`, and what comes before some.
TENSORFLOW_LOG = re.compile(
    r"^(?:[IWE]\d{4} \d\d:\d\d:|WARNING: All log messages before absl|To enable the following instr).*\n?",
    re.M,
)


def execute(path: Path) -> nbformat.NotebookNode:
    """Return the notebook run from top to bottom in a new kernel, in its own folder.

    Raises:
        CellExecutionError: when a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    # Where it is committed, so that its relative paths lead where they lead for a reader.
    client = NotebookClient(notebook, timeout=TIMEOUT, resources={"metadata": {"path": str(FOLDER)}})
    client.create_kernel_manager().transport_encryption = "auto"  # other users could listen on its port
    client.execute()
    return tidied(notebook)


def tidied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without what the next run, or another machine, would write otherwise."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = [kept for kept in map(_without_log, cell.outputs) if kept is not None]
    return notebook


def _without_log(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """Return a cell's output without TensorFlow's log, or None where it was nothing else."""
    if output.output_type == "stream" and output.name == "stderr":
        output.text = TENSORFLOW_LOG.sub("", output.text)
        return output if output.text.strip() else None
    if "data" in output and "text/html" in output.data:
        del output.data["text/plain"]  # the fields of a record, with addresses of arrays in memory
    return output


def main(arguments: list[str]) -> int:
    """Run the notebooks named, or all; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="of notebooks, without .ipynb; all if none is named")
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder to write to")
    asked = parser.parse_args(arguments)
    for name in asked.names or sorted(path.stem for path in FOLDER.glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as own:
            # A person's own start-up files would run in the kernel, and its history would be written to.
            os.environ |= {"IPYTHONDIR": own, "JUPYTER_CONFIG_DIR": own, "JUPYTER_RUNTIME_DIR": own}
            os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3"}
            notebook = execute(FOLDER / f"{name}.ipynb")
        path = asked.to / f"{name}.ipynb"
        path.write_text(nbformat.writes(notebook) + "\n", "utf-8", newline="\n")
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
