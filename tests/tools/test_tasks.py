"""The commands that the README promises are there, on every system, whatever Python starts them."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BEFORE_THE_ENVIRONMENT = [
    *("bootstrap", "tasks", "lock", "check_wheel", "demo_page", "torture"),
    *("desktop_app", "desktop_app_check"),
]


def test_every_target_of_the_makefile_is_a_task():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    listed = subprocess.run(
        [sys.executable, ROOT / "tools" / "tasks.py"], capture_output=True, text=True, check=False
    )
    assert listed.returncode == 2
    assert sorted(targets) == sorted(line.split()[2] for line in listed.stdout.splitlines())


def test_a_part_that_torture_does_not_have_is_refused_with_those_it_has(monkeypatch, capsys):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import tasks
    import torture

    monkeypatch.setattr(tasks, "ensure", lambda *_: Path(sys.executable))
    assert tasks.main(["torture", "rain"]) == 1
    assert "got rain; choose one" in capsys.readouterr().err
    files = [path for part in torture.PARTS.values() for path in part.tests]
    assert [path for path in files if not (ROOT / path).exists()] == []
    assert tasks.main(["bench", "soak"]) == 2  # it has no parts


def test_continuous_integration_runs_the_command_of_the_readme():
    assert "\nmake test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "\n$ make test\n" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", BEFORE_THE_ENVIRONMENT)
def test_an_old_python_reads_the_tools_far_enough_to_refuse_in_words(name: str):
    path = ROOT / "tools" / f"{name}.py"
    tree = ast.parse(path.read_text("utf-8"), path.name, feature_version=(3, 7))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert [alias.name for alias in futures[0].names] == ["annotations"]
