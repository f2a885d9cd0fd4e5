"""Pins every package into requirements/, for every system at once, with hashes and without addresses."""

from __future__ import annotations

import shutil

from bootstrap import BootstrapError, run

# Name of the lock -> what it holds. `all` comes first and binds the others to its versions, so
# that one environment can hold any of them.
LOCKS = {
    "all": ["pyproject.toml", "--extra", "all", "--group", "dev", "--group", "app"],
    "dev": [
        "pyproject.toml",
        *("--extra", "study"),
        *("--extra", "heic"),
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
# A lock that the package carries, because `inkread package` lays it out for another machine.
CARRIED = {"serve": "src/inkread/deploy/files/requirements.txt"}
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
        path = CARRIED.get(name, f"requirements/{name}.txt")
        output = ["--output-file", path]
        bound = [] if name == "all" else ["--constraints", "requirements/all.txt"]
        run([uv, "pip", "compile", *SETTINGS, *parts, *bound, *output])
        print(path)
