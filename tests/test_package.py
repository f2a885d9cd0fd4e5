"""The package's front door: its names, and what importing it costs."""

import subprocess
import sys

import pytest

import inkread


def test_every_public_name_loads():
    for name in inkread.__all__:
        assert getattr(inkread, name) is not None


def test_its_names_can_be_listed():
    assert set(inkread.__all__) <= set(dir(inkread))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="Raeder"):
        inkread.Raeder  # noqa: B018 - the access is the test


def test_importing_it_loads_nothing_else():
    code = "import sys; before = set(sys.modules); import inkread; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert [
        name for name in loaded if name.partition(".")[0] in {"numpy", "cv2", "PIL", "onnxruntime", "typer"}
    ] == []
