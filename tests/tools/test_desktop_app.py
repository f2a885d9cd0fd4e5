"""What the standalone program is told to bring: every module imported by name, every file that is read."""

import itertools
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "inkread"
NOT_READ = {"py.typed"}  # only type checkers look at it


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import desktop_app

    return desktop_app


def test_every_file_that_is_no_code_is_brought_unless_its_part_is_left_out(tool):
    files = {
        path
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name not in NOT_READ
    }
    needed = {path for path in files if path.relative_to(SOURCE).parts[0] not in tool.ROUTES}
    assert needed - set(tool.data_files()) == set()
    assert SOURCE / "desktop" / "texts" / "en.json" in needed


def test_the_steps_of_the_history_are_files_and_not_only_modules(tool):
    steps = set((SOURCE / "history" / "migrations").rglob("*.py"))
    assert steps <= set(tool.data_files())


def test_whatever_is_imported_on_first_use_is_brought(tool):
    import inkread
    import inkread.history
    import inkread.preprocess.decode

    brought = {*tool.modules(), *tool.COMMANDS}
    for package in (inkread, inkread.history, inkread.preprocess.decode):
        needed = {home for home in package._HOME.values() if home.split(".")[1] not in tool.ROUTES}
        assert needed - brought == set()
    assert "inkread.preprocess.decode.child" in brought


def test_the_arguments_name_them_where_they_are_looked_for(tool):
    words = [str(word) for word in tool.arguments(Path("icon.png"))]
    told = list(itertools.pairwise(words))
    texts = SOURCE / "desktop" / "texts" / "en.json"
    assert ("--add-data", f"{texts}{os.pathsep}inkread/desktop/texts") in told
    assert ("--hidden-import", "inkread.desktop.jobs.files") in told
    assert ("--exclude-module", "tensorflow") in told
    assert ("--exclude-module", "inkread.training") in told
    assert Path(words[-1]).is_file()


def test_an_option_that_there_is_not_is_refused(tool):
    from bootstrap import BootstrapError

    with pytest.raises(BootstrapError, match="expected --json or nothing, got --quick"):
        tool.desktop_app("--quick")


def test_the_program_is_tried_where_no_python_can_be_found(tool, tmp_path):
    import desktop_app_check as check

    variables = check._bare(tmp_path, ":7")
    assert (variables["PATH"], variables["HOME"], variables["DISPLAY"]) == ("", str(tmp_path), ":7")
    assert [name for name in variables if "PYTHON" in name.upper()] == []


def test_a_program_that_does_not_read_is_refused_with_its_words(tool, tmp_path, monkeypatch):
    import desktop_app_check as check
    from bootstrap import BootstrapError

    program = tmp_path / "window"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no such luck')\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":7")
    with pytest.raises(BootstrapError, match=r"expected .*window to read A-pen\.png, got none.*no such luck"):
        check.first_reading(program, Path(sys.executable))
