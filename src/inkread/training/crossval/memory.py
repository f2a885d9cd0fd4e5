"""How much memory is free, and how many networks fit into it side by side."""

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path

NEEDED = 1_000_000_000  # bytes of one process with TensorFlow; measured 0.8 GB for the bundled digits
COPIES = 3  # of the images: the training part, the held-out part, and a batch's way through both
MEMINFO = Path("/proc/meminfo")
CGROUPS = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (
        Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
        Path("/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ),
)
"""Limit and use of a container, in the second and the first version of cgroups."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many networks are trained side by side.

    Attributes:
        number: of processes, at least 1.
        why: a sentence for the person where it is not what was asked for, or None.
    """

    number: int
    why: str | None = None


def affordable_jobs(asked: int, *, num_fits: int, bytes_of_images: int, free: int | None = None) -> Jobs:
    """Return how many of the jobs asked for the memory, the cores and the fits allow.

    Args:
        asked: by the person, from 1.
        num_fits: more jobs than fits would have nothing to do.
        bytes_of_images: that each job trains on.
        free: bytes of free memory; by default what the machine says, which may be nothing.
    """
    need = NEEDED + COPIES * bytes_of_images
    free = available_bytes() if free is None else free
    fitting = asked if free is None else max(1, free // need)
    number = max(1, min(asked, num_fits, num_cores(), fitting))
    if number == asked:
        tight = free is not None and free < need
        why = f"One job needs some {_gigabytes(need)} of memory and {_gigabytes(free or 0)} are free."
        return Jobs(number, why if tight else None)
    if number == fitting:
        cause = f"each needs some {_gigabytes(need)} of memory and {_gigabytes(free or 0)} are free"
    elif number == num_fits:
        cause = f"there are no more than {num_fits} networks to train"
    else:
        cause = f"this machine gives it {num_cores()} cores"
    return Jobs(number, f"{number} jobs instead of {asked}: {cause}.")


def available_bytes() -> int | None:
    """Return the memory that a new process may take, or None where the system does not say."""
    if sys.platform == "win32":
        return _free_on_windows()
    if MEMINFO.is_file():
        limits = [_free_by_meminfo(MEMINFO.read_text(encoding="utf-8")), *map(_free_in_group, CGROUPS)]
        known = [limit for limit in limits if limit is not None]
        return min(known) if known else None
    try:  # macOS tells what there is, not what is free: half of it is a fair guess
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (ValueError, OSError):
        return None


def num_cores() -> int:
    """Return the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _free_by_meminfo(text: str) -> int | None:
    r"""Return the bytes that Linux calls available.

    Example:
        >>> _free_by_meminfo("MemTotal: 9 kB\nMemAvailable:   2 kB\n")
        2048
    """
    for line in text.splitlines():
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            return int(rest.split()[0]) * 1024
    return None


def _free_in_group(files: tuple[Path, Path]) -> int | None:
    """Return what a container has left of its limit, or None where it has none."""
    try:
        limit, used = (int(path.read_text(encoding="utf-8")) for path in files)
    except (OSError, ValueError):  # no such file, or `max`
        return None
    return max(0, limit - used)


def _free_on_windows() -> int | None:
    """Return the free physical memory of Windows, GlobalMemoryStatusEx's `ullAvailPhys`."""
    fields = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)]
    names = ("total", "free", "page_total", "page_free", "virtual_total", "virtual_free", "extended")
    fields += [(name, ctypes.c_ulonglong) for name in names]  # type: ignore[misc]
    kind = type("MemoryStatus", (ctypes.Structure,), {"_fields_": fields})
    status = kind()
    status.length = ctypes.sizeof(status)
    called = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return int(status.free) if called else None


def _gigabytes(number: int) -> str:
    """Return bytes as a person says them.

    Example:
        >>> _gigabytes(1_250_000_000)
        '1.2 GB'
    """
    return f"{number / 1e9:.1f} GB"
