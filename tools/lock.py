"""Pins every package into requirements/, for every system at once, with hashes and without addresses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bootstrap import BootstrapError, run

# Name of the lock -> what it holds. `all` comes first and binds the others to its versions, so
# that one environment can hold any of them.
LOCKS = {
    "all": ["pyproject.toml", "--extra", "all", "--group", "dev", "--group", "app"],
    "dev": [
        "pyproject.toml",
        *("--extra", "study"),
        *("--extra", "heic"),
        *("--extra", "pdf"),
        *("--extra", "web"),
        *("--extra", "desktop"),
        *("--extra", "s3"),
        *("--extra", "scale"),
        *("--extra", "deploy"),
        "--group",
        "dev",
    ],
    "web": ["pyproject.toml", "--extra", "web"],
    "serve": ["pyproject.toml", "--extra", "web", "--extra", "postgresql", "--extra", "s3"],
    "runtime": ["pyproject.toml"],
    "app": ["pyproject.toml", "--extra", "desktop", "--extra", "heic", "--group", "app"],
    "build": ["--group", "build"],
}
# Locks that the package carries, because `inkread package` lays them out for another machine: of one machine
# that keeps its history itself, and of what more a history needs that several share.
FILES = "src/inkread/deploy/files"
CARRIED = {"web": f"{FILES}/requirements.txt", "serve": f"{FILES}/requirements-shared.txt"}
SETTINGS = [
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
]


def lock() -> None:
    """Pin the newest versions that pyproject.toml allows.

    Raises:
        BootstrapError: when uv is not installed or finds no versions that fit together.
    """
    uv = shutil.which("uv")
    if uv is None:
        raise BootstrapError("expected the program uv, got none on the path; do: pip install uv")
    for name, parts in LOCKS.items():
        path = f"requirements/{name}.txt"
        output = ["--output-file", path]
        bound = [] if name == "all" else ["--constraints", "requirements/all.txt"]
        run([uv, "pip", "compile", *SETTINGS, *parts, *bound, *output])
        print(path)
    carry()


def carry() -> None:
    """Write the locks that the package carries."""
    web, serve = (_packages(Path("requirements") / f"{name}.txt") for name in CARRIED)
    more = [package for package in serve if package not in web]
    for path, packages in zip(CARRIED.values(), (web, more), strict=True):
        Path(path).write_text("\n".join(packages) + "\n", "utf-8")
        print(path)
    (Path("requirements") / "serve.txt").unlink()  # both together say what it says


def _packages(lock: Path) -> list[str]:
    """Return the packages of a lock, each with its hashes."""
    return re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
