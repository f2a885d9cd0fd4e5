"""Lets the tests below this folder import the drawings that lie beside them, and hands them out."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def drawn():
    from drawings import draw

    return draw


@pytest.fixture(scope="session")
def turn():
    from drawings import turned

    return turned


@pytest.fixture(scope="session")
def seeds():
    """Name -> bytes: one drawing in every encoding that the decoders have a path of their own for."""
    from drawings import encodings

    return encodings()
