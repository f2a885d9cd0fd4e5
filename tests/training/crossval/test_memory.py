"""Jobs are as many as memory, cores and networks allow, and the person is told why they are fewer."""

import pytest

from inkread.training.crossval import memory
from inkread.training.crossval.memory import Jobs, affordable_jobs, available_bytes

GIGABYTE = 1_000_000_000


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch):
    monkeypatch.setattr(memory, "num_cores", lambda: 8)


@pytest.mark.parametrize(
    ("asked", "free", "jobs", "cause"),
    [
        (4, 64, 4, None),
        (4, 3, 2, "2 jobs instead of 4: each needs some 1.3 GB of memory and 3.0 GB are free"),
        (7, 64, 5, "5 jobs instead of 7: there are no more than 5 networks to train"),
        (2, 1, 1, "1 jobs instead of 2: each needs some 1.3 GB of memory and 1.0 GB are free"),
        (1, 1, 1, "One job needs some 1.3 GB of memory and 1.0 GB are free"),
    ],
)
def test_jobs_are_as_many_as_fit(asked, free, jobs, cause):
    found = affordable_jobs(asked, num_fits=5, bytes_of_images=GIGABYTE // 10, free=free * GIGABYTE)
    assert found.number == jobs
    assert found.why is None if cause is None else found.why.startswith(cause)


def test_there_are_no_more_jobs_than_cores():
    found = affordable_jobs(20, num_fits=30, bytes_of_images=0, free=99 * GIGABYTE)
    assert found == Jobs(8, "8 jobs instead of 20: this machine gives it 8 cores.")


def test_where_the_memory_is_unknown_what_is_asked_for_is_done(monkeypatch):
    monkeypatch.setattr(memory, "available_bytes", lambda: None)
    assert affordable_jobs(4, num_fits=5, bytes_of_images=GIGABYTE) == Jobs(4)


def test_the_machine_says_something_sensible():
    found = available_bytes()
    assert found is None or 10**7 < found < 10**14


def test_the_limit_of_a_container_counts(monkeypatch, tmp_path):
    limit, used, info = tmp_path / "limit", tmp_path / "used", tmp_path / "meminfo"
    limit.write_text("5000\n")
    used.write_text("2000\n")
    info.write_text("MemAvailable: 9 kB\n")
    monkeypatch.setattr(memory.sys, "platform", "linux")
    monkeypatch.setattr(memory, "MEMINFO", info)
    monkeypatch.setattr(memory, "CGROUPS", ((limit, used),))
    assert available_bytes() == 3000
    limit.write_text("max\n")
    assert available_bytes() == 9 * 1024
