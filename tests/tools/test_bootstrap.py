"""The environment's maker tells a person in words what is wrong with their Python."""

import importlib.util
import shutil
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


def test_an_environment_copied_with_its_checkout_is_made_anew(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Its programs and its inkread would be those of the first checkout."""
    done: list[str] = []

    def lay(venv: Path) -> None:
        done.append("make")
        python = bootstrap.interpreter(venv)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def run(command: list[str | Path]) -> None:
        if "venv" in command:
            lay(Path(command[-1]))
        else:
            done.append("install")

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "_healthy", Path.exists)
    for name in ("first", "second"):
        checkout = tmp_path / name
        if name == "second":
            shutil.copytree(tmp_path / "first", checkout)
        else:
            (checkout / "requirements").mkdir(parents=True)
            (checkout / "requirements" / "runtime.txt").touch()
            (checkout / "pyproject.toml").touch()
        monkeypatch.setattr(bootstrap, "ROOT", checkout)
        for _ in range(2):  # the second time all is there
            assert bootstrap.ensure(checkout / ".venv", ["runtime"]).is_relative_to(checkout)
        assert done == ["make", "install", "install"]
        done.clear()
