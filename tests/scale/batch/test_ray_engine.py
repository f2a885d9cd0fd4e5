"""Ray writes the bytes that one process writes, and says whose worker died."""

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


def test_an_address_where_no_cluster_answers_is_said_in_one_line(batch, pixel_rows, tmp_path):
    process = batch.start(pixel_rows, tmp_path / "out.csv", "--ray", "nonsense")
    _, complaint = process.communicate(timeout=300)
    assert process.returncode == 1
    assert complaint.startswith("inkread: --ray nonsense: expected a Ray cluster to answer")
    assert complaint.count("\n") == 1


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
