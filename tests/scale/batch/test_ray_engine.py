"""Ray writes the bytes that one process writes, and says whose worker died."""

import secrets
import shutil
import socket
import subprocess
import sys


def test_ray_and_any_number_of_processes_write_the_same_bytes(batch, pixel_rows, ray_address, tmp_path):
    ways = {"one": ["--workers", 1], "two": ["--workers", 2], "ray": ["--ray", ray_address]}
    for name, options in ways.items():
        found = batch.finish(pixel_rows, tmp_path / f"{name}.csv", *options)
        assert (found["read"], found["not_read"]) == (2500, 0)
    written = {(tmp_path / f"{name}.csv").read_bytes() for name in ways}
    assert len(written) == 1
    assert written.pop().count(b"\n") == 2501


def test_relative_names_mean_the_same_to_ray_s_workers_who_begin_in_another_folder(
    batch, ray_address, tmp_path, monkeypatch, tiny_folder, png
):
    for folder in ("scans", "lists"):
        (tmp_path / folder).mkdir()
    (tmp_path / "scans" / "T.png").write_bytes(png(3))
    (tmp_path / "lists" / "list.csv").write_text("path\nT.png\n")
    shutil.copytree(tiny_folder, tmp_path / "reader")
    monkeypatch.chdir(tmp_path)
    options = ("--ray", ray_address, "--bundle", "reader")
    assert batch.finish("scans", "a.csv", *options)["read"] == 1
    assert batch.finish("lists/list.csv", "b.csv", "--root", "scans", *options)["read"] == 1
    rows = [(tmp_path / name).read_text().splitlines()[1] for name in ("a.csv", "b.csv")]
    assert rows[0].startswith("T.png,T,")
    assert rows[0] == rows[1]


def complaint_of(process):
    """Return the one line that a command which failed ends with."""
    _, complaint = process.communicate(timeout=300)
    assert process.returncode == 1
    assert complaint.count("\n") == 1
    return complaint


def test_an_address_where_no_cluster_answers_is_said_in_one_line(batch, pixel_rows, tmp_path):
    complaint = complaint_of(batch.start(pixel_rows, tmp_path / "out.csv", "--ray", "nonsense"))
    assert complaint.startswith("inkread: --ray nonsense: expected a Ray cluster to answer")


def test_a_port_at_which_nobody_listens_is_said_at_once_and_leaves_nothing(batch, pixel_rows, tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
        complaint = complaint_of(batch.start(pixel_rows, tmp_path / "out.csv", "--ray", address))
    assert complaint.startswith(f"inkread: --ray {address}: expected a Ray cluster to answer, got Connection")
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_token_is_said_in_one_line_and_leaves_nothing(
    batch, pixel_rows, ray_address, tmp_path, monkeypatch
):
    monkeypatch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    monkeypatch.setenv("RAY_NUM_REDIS_GET_RETRIES", "2")  # of twenty, a second each
    complaint = complaint_of(batch.start(pixel_rows, tmp_path / "out.csv", "--ray", ray_address))
    assert complaint.startswith(f"inkread: --ray {ray_address}: expected the token that the cluster was")
    assert list(tmp_path.iterdir()) == []


DYING = """
import os, sys
from inkread.scale.batch.job import Part, Shard, Task
from inkread.scale.batch.ray_engine import open_ray

def work(job, task):
    if task.shard.number == 0:
        os._exit(9)
    return Part(b"row", b"", {})

tasks = iter([Task(Shard(number, 0, 1, None)) for number in range(3)])
with open_ray(None, sys.argv[1], work, 1) as engine:
    ended = [(task.shard.number, part and part.rows) for task, part in engine.run(lambda: next(tasks, None))]
print(sorted(ended))
"""


def test_a_worker_that_dies_costs_its_task_alone(ray_address):
    done = subprocess.run(
        [sys.executable, "-c", DYING, ray_address], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[(0, None), (1, b'row'), (2, b'row')]"
