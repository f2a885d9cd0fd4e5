"""What a start costs: nobody waits for a training framework who only wants an image read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "A-pen.png"
TRAINING = {
    "keras",
    "tensorflow",
    "torch",
    "jax",
    "sklearn",
    "matplotlib",
    "polars",
    "pandas",
    "onnx",
    "h5py",
}
READING = {"numpy", "cv2", "PIL", "onnxruntime"}


def modules_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after running `code`."""
    told = f"{code}\nimport json, sys\nsys.stderr.write(json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(result.stderr)}


LIGHT = [
    "inkread",
    "inkread.cli.main",
    "inkread.recognition",
    "inkread.datasets.sources",
    "inkread.datasets.prepare",
    "inkread.preprocess.decode.worker",
    "inkread.history",
    "inkread.web.app",
    "inkread.client",
]


@pytest.mark.parametrize("module", LIGHT)
def test_importing_loads_no_training_framework(module: str):
    loaded = modules_after(f"import {module}")
    assert "inkread" in loaded
    assert loaded & TRAINING == set()


def test_settings_of_the_web_application_load_no_framework():
    loaded = modules_after("from inkread.web import create_app\nimport inkread.web.settings")
    assert loaded & {"flask", "pydantic", "sqlalchemy", "onnxruntime", "cv2"} == set()


def test_a_service_s_master_loads_no_network():
    # ONNX Runtime starts a thread when it is imported, which no fork survives.
    assert "onnxruntime" not in modules_after("import inkread.web.app, inkread.history.store")


def test_a_service_that_keeps_nothing_loads_no_database_library():
    assert "sqlalchemy" not in modules_after("import inkread.web.app")


def test_reading_an_image_loads_no_training_framework():
    loaded = modules_after(f"import inkread\ninkread.Reader().read({str(SAMPLE)!r})")
    assert loaded >= READING
    assert loaded & TRAINING == set()


def test_importing_the_package_loads_nothing_but_itself():
    assert modules_after("import inkread") & (READING | TRAINING | {"typer", "rich"}) == set()


def test_help_costs_what_the_command_line_library_costs():
    code = "import sys\nsys.argv = ['inkread', '--help']\nimport inkread.cli.main as main\n"
    loaded = modules_after(f"{code}try:\n    main.run()\nexcept SystemExit:\n    sys.stdout.flush()")
    assert "typer" in loaded
    assert loaded & (READING | TRAINING) == set()
