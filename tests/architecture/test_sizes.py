"""Every file fits one look and every function one screen."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "tests", "tools", "samples", "benchmarks")
LONGEST_FILE = 300
USUAL_FILE = 200
USUAL_SHARE = 0.9  # of the files are at most USUAL_FILE lines long
LONGEST_FUNCTION = 40


def python_files() -> list[Path]:
    """Return every Python file that people write here."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


FILES = python_files()


def num_lines(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text("utf-8").splitlines())


def test_the_search_finds_the_package_and_its_tests():
    assert {path.name for path in FILES} >= {"charset.py", "test_sizes.py", "bootstrap.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_holds_one_idea(path: Path):
    assert num_lines(path) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_function_fits_a_screen(path: Path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = {f"{node.name}:{node.lineno}": node.end_lineno - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_nine_files_in_ten_are_short():
    long = [path.relative_to(ROOT).as_posix() for path in FILES if num_lines(path) > USUAL_FILE]
    assert len(long) <= (1 - USUAL_SHARE) * len(FILES), long
