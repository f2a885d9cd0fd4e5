"""Lets the tests import the files of benchmarks/, which lie beside the package and not in it."""

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch) -> Path:
    """The folder of the benchmarks, from which Python imports while the test runs."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return BENCHMARKS
