"""What a process holds, by Linux's account of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """Resident memory in megabytes, open files, threads, and children of a process."""

    megabytes: float
    files: int
    threads: int
    children: int


def account_of(process):
    """Return what the process holds now."""
    folder = Path(f"/proc/{process}")
    lines = (folder / "status").read_text("ascii").splitlines()
    fields = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    children = (folder / "task" / str(process) / "children").read_text("ascii").split()
    tasks = [path.read_text("ascii").split() for path in folder.glob("task/*/children")]
    return Account(
        megabytes=int(fields["VmRSS"][0]) / 1024,
        files=len(list((folder / "fd").iterdir())),
        threads=int(fields["Threads"][0]),
        children=max(len(children), sum(len(task) for task in tasks)),
    )
