"""The project's tasks, one function each; the Makefile's targets call them by name.

They are Python and not shell so that they run alike on Linux, macOS and Windows.
Run `python tools/tasks.py` without a name to see them.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from bootstrap import ROOT, BootstrapError, ensure, program, run
from check_wheel import check_wheel
from demo_page import show_page
from desktop_app import desktop_app
from lock import lock
from torture import ONE_THREAD, WHOLE_SUITE, press

VENV = ROOT / ".venv"
PICTURES = (".png", ".jpg")
DEMO_SAMPLE = ROOT / "samples" / "A-pen.png"
BUILT = [
    *(".venv", "build", "dist", "site", "htmlcov", ".coverage"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
]


def demo() -> None:
    """Install what reading needs, read the sample images, then serve the page to try it on."""
    python = ensure(VENV, ["web", "build"])
    samples = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in PICTURES)
    paths = [path.relative_to(ROOT) for path in samples]
    print(f"Reading {len(paths)} images; each name begins with the character that was drawn", flush=True)
    run([program(python, "inkread"), "read", "--top-k", "3", *paths])
    show_page(program(python, "inkread"), VENV / "demo-history" / "history.db", DEMO_SAMPLE)


def test() -> None:
    """Install everything and run every check: style, types, layers, tests, the wheel."""
    python = ensure(VENV, ["dev"])
    _timed("style", [python, "-m", "ruff", "check"])
    _timed("format", [python, "-m", "ruff", "format", "--check"])
    _timed("types", [python, "-m", "mypy"])
    _timed("layers", [program(python, "lint-imports")])
    os.environ.update(ONE_THREAD)
    _timed("tests", [python, "-m", "pytest", *WHOLE_SUITE])
    check_wheel(python)


def torture(*parts: str) -> None:
    """Press the service for hours: overload, reloads, made-up requests, kill -9, soak; or some of it."""
    press(ensure(VENV, ["dev"]), list(parts))


def bench() -> None:
    """Print the speed table: each thing that is to be fast beside its rival, in a quarter of an hour."""
    python = ensure(VENV, ["dev"])
    _timed("speed", [python, ROOT / "benchmarks" / "speed_table.py"])


def docs() -> None:
    """Write the parts of the documentation that are made from the code and the shipped bundle."""
    python = ensure(VENV, ["dev"])
    figures = ("results", "goal_results", "doubt_results", "robustness_results", "study_results")
    for name in ("cli_reference", "recipes_reference", *figures, "steps_picture"):
        run([python, ROOT / "tools" / f"{name}.py"])


def site() -> None:
    """Build the documentation as a site into site/; a broken link or a warning is an error."""
    python = ensure(VENV, ["dev"])
    run([python, "-m", "mkdocs", "build", "--strict"])
    print(
        "Open site/index.html; searching needs a server: python -m http.server --directory site", flush=True
    )


def wheel() -> None:
    """Build the wheel into dist/."""
    python = ensure(VENV, ["runtime", "build"])
    run([python, "-m", "hatchling", "build", "--target", "wheel"])


def clean() -> None:
    """Remove the environment and everything that was built."""
    for name in BUILT:
        path = ROOT / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()


def _timed(title: str, command: list[str | Path]) -> None:
    """Run one check and say how long it took."""
    print(f"== {title}", flush=True)
    start = time.monotonic()
    run(command)
    print(f"== {title}: {time.monotonic() - start:.0f} s", flush=True)


TASKS = {
    task.__name__.replace("_", "-"): task
    for task in (demo, test, torture, docs, site, bench, wheel, desktop_app, lock, clean)
}
WITH_OPTIONS = ("torture", "desktop-app")


def main(arguments: list[str]) -> int:
    """Run the task that the first argument names; return the exit status. Few tasks have options."""
    name, *options = arguments or [""]
    if name not in TASKS or (options and name not in WITH_OPTIONS):
        for name, task in TASKS.items():
            print(f"python tools/tasks.py {name:11} {str(task.__doc__).splitlines()[0]}")
        return 2
    try:
        TASKS[name](*options)
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.chdir(str(ROOT))
    sys.exit(main(sys.argv[1:]))
