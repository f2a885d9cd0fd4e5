"""Proves the wheel: built, installed into a fresh environment, it reads a drawn image right.

An editable install hides a file that the wheel lacks; only a fresh environment outside the
checkout shows what a person who installs inkread gets.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap import ROOT, BootstrapError, install, interpreter, program, run

LARGEST_WHEEL = 7_500_000  # bytes: bundles and the language model may take 6 MB, code and locks the rest
SAMPLE = "A-pen.png"  # the text before the dash is what it must be read as


def check_wheel(builder: Path) -> None:
    """Build the wheel with the Python `builder`, install it elsewhere and read a sample with it.

    Raises:
        BootstrapError: when the wheel is too large, lacks a file or reads the sample wrong.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([builder, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder])
        wheel = next(folder.glob("inkread-*.whl"))
        if wheel.stat().st_size > LARGEST_WHEEL:
            raise BootstrapError(
                f"expected a wheel of at most {LARGEST_WHEEL} bytes, got {wheel.stat().st_size}; "
                "see what `python -m zipfile -l` lists in it"
            )
        run([sys.executable, "-m", "venv", folder / "venv"])
        python = interpreter(folder / "venv")
        install(python, ["runtime"])
        run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel])
        _read_sample(python, folder)
        print(f"== wheel: {wheel.stat().st_size} bytes, reads {SAMPLE} right", flush=True)


def _read_sample(python: Path, folder: Path) -> None:
    """Read the sample from outside the checkout, so that no file of it can help."""
    command = [str(program(python, "inkread")), "read", str(ROOT / "samples" / SAMPLE), "--json"]
    result = subprocess.run(command, cwd=str(folder), capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise BootstrapError(f"expected exit status 0, got {result.returncode}: {result.stderr}")
    answer = json.loads(result.stdout)
    reading = answer[0] if isinstance(answer, list) else answer
    if reading["text"] != SAMPLE.split("-")[0]:
        raise BootstrapError(f"expected {SAMPLE} to be read as its name says, got {reading['text']!r}")
