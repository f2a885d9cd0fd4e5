"""The environment's maker tells a person in words what is wrong with their Python."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", TOOLS / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_is_refused_with_what_to_do(bootstrap: ModuleType):
    with pytest.raises(
        bootstrap.BootstrapError, match=r"expected Python 3\.11 or newer, got 3\.9; add PYTHON="
    ):
        bootstrap.check_version((3, 9), ["runtime"])


def test_a_python_too_new_for_tensorflow_is_refused_for_training_only(bootstrap: ModuleType):
    bootstrap.check_version((3, 14), ["runtime", "build"])
    with pytest.raises(bootstrap.BootstrapError, match=r"3\.11 to 3\.13, got 3\.14"):
        bootstrap.check_version((3, 14), ["dev"])


def test_a_broken_environment_is_not_trusted(bootstrap: ModuleType, tmp_path: Path):
    assert not bootstrap._healthy(bootstrap.interpreter(tmp_path / "absent"))


def test_a_failed_command_names_itself(bootstrap: ModuleType, capfd: pytest.CaptureFixture[str]):
    with pytest.raises(bootstrap.BootstrapError, match=r"got 3, from: .*SystemExit"):
        bootstrap.run([bootstrap.sys.executable, "-c", "raise SystemExit(3)"])
    assert capfd.readouterr().err == ""
