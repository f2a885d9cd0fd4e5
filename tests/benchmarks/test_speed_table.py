"""The speed table runs a file for each part, and says of a part that cannot be measured why."""

import json
import subprocess
from importlib import import_module

import pytest


@pytest.fixture
def speed_table():
    """The program that prints the table."""
    return import_module("speed_table")


def test_each_part_is_a_file_and_has_a_function(speed_table, benchmarks):
    for name, part in speed_table.PARTS.items():
        assert (benchmarks / f"{name}.py").is_file()
        assert part.rows.__name__ == name


def test_a_part_is_run_in_its_short_form_unless_asked(speed_table, monkeypatch, tmp_path):
    asked = []

    def told(words):
        asked.append(words)
        worked = {"median_s": 1.1, "efficiency": 0.91, "same_bytes": True, "n": 5}
        return json.dumps({"workers": 2, "rows": [worked, worked, worked]})

    monkeypatch.setattr(speed_table, "_output", told)
    (row,) = speed_table.measure("batch_scale", tmp_path / "twin.keras", full=False)
    speed_table.measure("batch_scale", tmp_path / "twin.keras", full=True)
    assert row.met
    assert asked == [
        ["batch_scale.py", "--stream", "0", "--photos", "0", "--json"],
        ["batch_scale.py", "--stream", "0", "--photos", "0", "--images", "100000", "--json"],
    ]


def test_the_keras_file_is_made_once_and_handed_on(speed_table, monkeypatch, tmp_path):
    asked = []

    def told(words):
        asked.append(words[0])
        if words[0] == "keras_twin.py":
            (tmp_path / "twin.keras").write_bytes(b"a network")
        figures = {"median_s": 1.0, "ratio": 9.0, "peak_mb": 90.0, "n": 5}
        return json.dumps({"rows": [figures, figures]})

    monkeypatch.setattr(speed_table, "_output", told)
    for _ in range(2):
        speed_table.measure("cold_start", tmp_path / "twin.keras", full=False)
    assert asked == ["keras_twin.py", "cold_start.py", "cold_start.py"]


@pytest.mark.parametrize("options", [[], ["--markdown"]])
def test_a_part_that_fails_is_named_with_its_reason_and_the_others_go_on(
    speed_table, monkeypatch, capsys, options
):
    def measured(name, _twin, *, full):
        if name == "serve":
            raise subprocess.CalledProcessError(1, "serve.py", stderr="Traceback\nno such port")
        return [speed_table.speed_rows.at_least(name, "1 s", "0.1 s", 10.0, 8, 5)]

    monkeypatch.setattr(speed_table, "measure", measured)
    monkeypatch.setattr("sys.argv", ["speed_table.py", "--only", "serve", "az_csv", *options])
    assert speed_table.main() == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert said.err.splitlines()[-1] == "serve: not measured: no such port"
    assert "what" in lines[0]
    assert lines[-1].strip(" |").split()[0] == "az_csv"
    assert lines[-1].strip(" |").replace("|", "").split()[-3:] == ["8", "yes", "5"]


def test_the_documentation_s_table_has_the_same_cells(speed_table):
    row = speed_table.speed_rows.at_most("memory", "800 MB", "90 MB", 90.0, 120, 5)
    head, line, cells = speed_table.markdown([row]).splitlines()
    assert head == "| what | rival | ours | ratio | goal | met | n |"
    assert line.count("---") == 7
    assert cells == "| memory | 800 MB | 90 MB | 90.00 | <= 120 | yes | 5 |"
