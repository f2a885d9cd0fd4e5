"""What another process has had of the processor, which a clock on the wall does not tell."""

import os
import sys
from pathlib import Path
from typing import Final

_USER, _SYSTEM = 11, 12
"""Places of utime and stime in `/proc/PID/stat` after the name in brackets, see proc(5)."""
_STAT: Final = "/proc/{pid}/stat"


def cpu_seconds(pid: int) -> float | None:
    """Return the processor time of a process, all its threads together, in seconds.

    None where the system does not tell: on other systems than Linux, or when the process has gone.

    >>> cpu_seconds(-1) is None
    True
    """
    if sys.platform != "linux":
        return None
    try:
        stat = Path(_STAT.format(pid=pid)).read_text("ascii", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()  # the name in brackets may hold spaces and brackets
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / os.sysconf("SC_CLK_TCK")
