"""Whether a process still runs, on any system."""

import os


def is_running(process: int) -> bool:
    """Return whether a process of this machine has the number `process` and has not ended."""
    if os.name == "nt":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)  # signal 0 asks and does nothing
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, and is someone else's
        return True
    return True


def _is_running_on_windows(process: int) -> bool:
    """Ask Windows, where `os.kill` would end the process."""
    import ctypes

    still_active, may_query = 259, 0x1000
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(may_query, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
