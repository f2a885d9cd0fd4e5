"""What is installed is pinned, hashed and addressed nowhere, and safe from what is known."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ROOT / "src" / "inkread" / "deploy" / "files"
CARRIED = sorted(FILES.glob("requirements*.txt"))
LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), *CARRIED]
# Older ones have a hole that a hostile image, model file or request gets through.
FLOORS = {
    "pillow": (13, 0, 0),
    "keras": (3, 15, 1),
    "onnx": (1, 21, 0),
    "werkzeug": (3, 1, 6),
    "gunicorn": (22, 0, 0),
}
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[0-9][^ ;\\]*)", re.MULTILINE)


def pins(lock: Path) -> list[tuple[str, str]]:
    """Return name and version of every package in the lock."""
    return [(match["name"], match["version"]) for match in PIN.finditer(lock.read_text("utf-8"))]


def test_the_locks_of_the_two_commands_are_there():
    assert {lock.name for lock in LOCKS} >= {"runtime.txt", "build.txt", "dev.txt", "all.txt"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address_and_no_machine(lock: Path):
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith(("-", "#", "/"))] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_a_hash(lock: Path):
    packages = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    assert [
        package for package in packages if not PIN.match(package) or "--hash=sha256:" not in package
    ] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_version_with_a_known_hole_is_pinned(lock: Path):
    low = [
        (name, version)
        for name, version in pins(lock)
        if name in FLOORS and tuple(map(int, version.split("."))) < FLOORS[name]
    ]
    assert low == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_locks_agree_so_that_one_environment_holds_any(lock: Path):
    assert set(pins(lock)) <= set(pins(ROOT / "requirements" / "all.txt"))


def test_what_serving_takes_along_is_the_lock_of_the_service_and_more_for_a_shared_history():
    own, shared = (pins(FILES / name) for name in ("requirements.txt", "requirements-shared.txt"))
    assert own == pins(ROOT / "requirements" / "web.txt")
    assert {"psycopg", "s3fs"} <= {name for name, _ in shared}
    assert set(own) & set(shared) == set()


def test_reading_installs_no_training_framework():
    names = {name for name, _ in pins(ROOT / "requirements" / "runtime.txt")}
    assert "onnxruntime" in names
    assert (
        names & {"keras", "tensorflow", "tensorflow-cpu", "scikit-learn", "polars", "pandas", "onnx"} == set()
    )
