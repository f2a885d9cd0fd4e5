"""Makes the project's own virtual environment and installs locked packages into it.

Runs on a bare Python: standard library only. The syntax stays readable to Python 3.7, so that
someone who has an old one is told so in a sentence and not by a SyntaxError.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = "made-for.txt"  # in an environment: the checkout that it belongs to
OLDEST = (3, 11)
NEWEST_WITH_TENSORFLOW = (3, 13)  # TensorFlow 2.21 publishes wheels for no later Python


class BootstrapError(Exception):
    """The environment cannot be made; the message says what to do."""


def ensure(venv: Path, locks: list[str]) -> Path:
    """Return the Python of the environment `venv`, with the locks installed and inkread editable.

    Args:
        venv: the environment's folder; made, or made anew where it is broken, of another Python, or was
            copied here with a checkout.
        locks: names of the files in requirements/, such as `runtime` and `build`.

    Raises:
        BootstrapError: when this Python is too old, too new, or cannot make environments.
    """
    check_version(sys.version_info[:2], locks)
    python = interpreter(venv)
    stamp = venv / f"installed-{'-'.join(locks)}.sha256"
    wanted = _digest(locks)
    if python.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    if not _healthy(python) or not _is_of_here(venv):
        _make(venv)
    install(python, locks)
    run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamp.write_text(wanted, "utf-8")
    return python


def check_version(version: tuple[int, ...], locks: list[str]) -> None:
    """Refuse a Python that the locked packages do not run on.

    Raises:
        BootstrapError: naming the versions that would do.
    """
    got = ".".join(map(str, version))
    if version < OLDEST:
        raise BootstrapError(
            f"expected Python 3.11 or newer, got {got}; add PYTHON=python3.12 to the command"
        )
    if "dev" in locks and version > NEWEST_WITH_TENSORFLOW:
        raise BootstrapError(
            f"expected Python 3.11 to 3.13, got {got}, for which TensorFlow has no wheel; "
            "add PYTHON=python3.13 to the command"
        )


def interpreter(venv: Path) -> Path:
    """Return the path of the environment's Python on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def program(python: Path, name: str) -> Path:
    """Return the path of a program installed beside the environment's Python."""
    return python.with_name(name + python.suffix)


def install(python: Path, locks: list[str]) -> None:
    """Install the locks: wheels only, each file checked against its hash.

    Raises:
        BootstrapError: when a package cannot be had or its hash differs.
    """
    print(f"Installing {' and '.join(locks)} from requirements/, checked by hash", flush=True)
    command = [python, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
    if not sys.stdout.isatty():
        command.append("--quiet")
    for lock in locks:
        command += ["--requirement", ROOT / "requirements" / f"{lock}.txt"]
    run(command)


def run(command: list[str | Path]) -> None:
    """Run a command in the project's folder to its end.

    Raises:
        BootstrapError: when it fails; its own words are on the terminal already.
    """
    status = subprocess.call([str(part) for part in command], cwd=str(ROOT))
    if status != 0:
        said = " ".join(str(part) for part in command)
        raise BootstrapError(f"expected exit status 0, got {status}, from: {said}; see its words above")


def _make(venv: Path) -> None:
    """Make the environment anew; Debian ships Python without the module that does it."""
    print(f"Making the virtual environment {venv}", flush=True)
    try:
        run([sys.executable, "-m", "venv", "--clear", venv])
    except BootstrapError as error:
        raise BootstrapError(
            f"{error}\nOn Debian or Ubuntu the missing part is: apt-get install python3-venv"
        ) from None
    (venv / PLACE).write_text(str(ROOT), "utf-8")


def _is_of_here(venv: Path) -> bool:
    """Return whether an environment was made for this checkout.

    One that was copied with a checkout runs, but its programs name the Python, and it the inkread, of the
    checkout it comes from: that one would be tested in place of this one.
    """
    place = venv / PLACE
    return place.exists() and place.read_text("utf-8") == str(ROOT)


def _healthy(python: Path) -> bool:
    """Return whether the environment's Python runs, has pip, and is of this Python's version."""
    if not python.exists():
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return subprocess.call([str(python), "-c", probe], stderr=subprocess.DEVNULL) == 0


def _digest(locks: list[str]) -> str:
    """Return a digest of everything that decides what the environment holds."""
    digest = hashlib.sha256(repr((str(ROOT), *sys.version_info[:3])).encode())
    for lock in locks:
        digest.update((ROOT / "requirements" / f"{lock}.txt").read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()
