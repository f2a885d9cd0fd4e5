"""The standalone program: one file that is the window, its worker or its decoder, as it is called.

Where Python is not installed there is only this program. What else would be started with Python's own is
started with it again: `multiprocessing` and the decoder take `sys.executable` for that.
"""

import multiprocessing
import os
import runpy
import sys

DECODER = "inkread.preprocess.decode.child"
AS_DECODER = ["-P", "-m", DECODER]  # as `inkread.preprocess.decode.process` calls Python


def main() -> None:
    """Be what the arguments ask for: those of `inkread desktop`, or of a process that the window needs.

    Raises:
        SystemExit: at the end, with its code.
    """
    multiprocessing.freeze_support()  # does not come back in a worker
    if sys.argv[1:4] == AS_DECODER:
        sys.argv[1:4] = []
        runpy.run_module(DECODER, run_name="__main__")
        return
    _have_streams()
    from inkread.cli.main import run

    run(["desktop", *sys.argv[1:]])


def _have_streams() -> None:
    """Give a program of Windows that has no terminal somewhere to print to, as any code may count on."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - kept open


if __name__ == "__main__":
    main()
