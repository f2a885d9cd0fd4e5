"""The most memory that a measured process has held, for the benchmarks that print it."""

import inspect
import sys


def peak_bytes():
    """Return the peak resident memory of this process in bytes, or None on Windows, which tells nothing.

    Linux is asked by its status file: what `getrusage` says there includes the peak of the parent, which
    a benchmark's own arrays have made large.
    """
    if sys.platform == "linux":
        with open("/proc/self/status") as status:  # noqa: PTH123 - pathlib would be part of what is timed
            return int(status.read().split("VmHWM:")[1].split()[0]) * 1024
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


SOURCE = f"import sys\n{inspect.getsource(peak_bytes)}"
"""The function as text, for a process of which nothing but the rival's own imports are to be measured."""
