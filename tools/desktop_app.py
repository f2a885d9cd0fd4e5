"""Builds the window as a program of its own, a folder that runs where there is no Python, and tries it out.

PyInstaller builds for the system that it runs on. It follows the imports that stand in the code; what is
imported by a name in a text, and every file that is no code, is told to it here.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import sys
from pathlib import Path

from bootstrap import ROOT, BootstrapError, ensure, run
from desktop_app_check import first_reading, modules_in

SOURCE = ROOT / "src" / "inkread"
WORK = ROOT / "build" / "desktop-app"
OUTPUT = ROOT / "dist"
NAME = "inkread"
ENTRY = SOURCE / "cli" / "standalone.py"
PACKAGES = ("bundle", "desktop", "history", "preprocess", "recognition", "words")  # a reader
COMMANDS = ("inkread.cli.main", "inkread.cli.desktop")
BY_NAME = ("PIL._tkinter_finder",)  # imported from compiled code, where no import stands
FOLDERS = ("bundles", "desktop/texts", "history/migrations", "words/languages")  # read as files while it runs
ROUTES = (
    *("client", "datasets", "deploy", "evaluation", "forms", "reporting", "scale", "study", "training"),
    "web",
)
FRAMEWORKS = (
    *(
        "keras",
        "tensorflow",
        "torch",
        "jax",
        "sklearn",
        "scipy",
        "matplotlib",
        "pandas",
        "polars",
        "h5py",
        "onnx",
    ),
    *("flask", "gunicorn", "optuna", "IPython", "pytest"),
)
"""What no window needs: left out, and looked for in what was built."""
MAKE_ICON = (
    "import sys; from inkread.desktop.icon import icon_png; open(sys.argv[1], 'wb').write(icon_png(256))"
)
MEGABYTE = 1_000_000  # bytes


def desktop_app(*options: str) -> None:
    """Build the window as a program that needs no Python, into dist/, and read a drawing with it.

    Args:
        options: `--json` prints the figures as JSON, and all else on standard error.

    Raises:
        BootstrapError: when it cannot be built, holds what it should not, or does not read.
    """
    if set(options) - {"--json"}:
        raise BootstrapError(f"expected --json or nothing, got {' '.join(options)}; leave it out")
    with contextlib.redirect_stdout(sys.stderr) if options else contextlib.nullcontext():
        report = _build_and_try()
    print(json.dumps(report, indent=1) if options else _sentence(report), flush=True)


def arguments(icon: Path) -> list[str | Path]:
    """Return PyInstaller's arguments."""
    words: list[str | Path] = ["--noconfirm", "--clean", "--onedir", "--windowed", "--log-level", "WARN"]
    words += ["--name", NAME, "--icon", icon, "--distpath", OUTPUT, "--workpath", WORK, "--specpath", WORK]
    words += ["--copy-metadata", NAME, "--collect-submodules", "ttkbootstrap"]
    for module in (*COMMANDS, *BY_NAME, *modules()):
        words += ["--hidden-import", module]
    for file in data_files():
        words += ["--add-data", f"{file}{os.pathsep}{file.parent.relative_to(SOURCE.parent).as_posix()}"]
    for name in (*FRAMEWORKS, *(f"{NAME}.{route}" for route in ROUTES)):
        words += ["--exclude-module", name]
    return [*words, ENTRY]


def modules() -> list[str]:
    """Return the names of inkread's modules that a reader is made of, however they are imported."""
    files = [*SOURCE.glob("*.py"), *(file for name in PACKAGES for file in (SOURCE / name).rglob("*.py"))]
    read_as_files = set(data_files())
    names = (
        file.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".")
        for file in files
        if file not in read_as_files
    )
    return sorted(name[: -len(".__init__")] if name.endswith(".__init__") else name for name in names)


def data_files() -> list[Path]:
    """Return the files of the package that are read while it runs."""
    return sorted(
        file
        for name in FOLDERS
        for file in (SOURCE / name).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    )


def _build_and_try() -> dict[str, object]:
    """Build the program, look into it, run it, pack it; return the figures."""
    python = ensure(WORK / "venv", ["app"])
    icon = WORK / "icon.png"
    run([python, "-c", MAKE_ICON, icon])
    run([python, "-m", "PyInstaller", *arguments(icon)])
    folder = OUTPUT / NAME
    program = folder / (NAME + python.suffix)
    unwanted = modules_in(program, python) & set(FRAMEWORKS)
    if unwanted:
        raise BootstrapError(
            f"expected a program without {sorted(unwanted)}, got it in {folder}; see what imports it"
        )
    seconds = first_reading(program, python)
    archive = Path(shutil.make_archive(str(OUTPUT / _archive_name()), _archive_form(), OUTPUT, NAME))
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {
        "program": str(program),
        "files": len(files),
        "unpacked_mb": round(sum(path.stat().st_size for path in files) / MEGABYTE, 1),
        "archive": str(archive),
        "archive_mb": round(archive.stat().st_size / MEGABYTE, 1),
        "first_reading_s": round(seconds, 1),
    }


def _archive_name() -> str:
    """Return the archive's name: what it is, of which version, for which system."""
    import tomllib  # here: an older Python must get far enough to be refused in words

    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return f"inkread-desktop-{version}-{sys.platform}-{platform.machine().lower()}"


def _archive_form() -> str:
    """Return the form that keeps links and what may be run, where a system has these."""
    return "zip" if os.name == "nt" else "gztar"


def _sentence(report: dict[str, object]) -> str:
    """Return the figures for a person."""
    return (
        f"== {report['program']}: {report['unpacked_mb']} MB in {report['files']} files, reads a drawing"
        f" {report['first_reading_s']} s after its start\n== {report['archive']}: {report['archive_mb']} MB"
    )
