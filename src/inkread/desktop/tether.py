"""Ties a process that works for the window to it: it ends, as by Ctrl-C, when the window lets go of it."""

import _thread
import os
import signal
import sys
import threading

GENTLE = 10  # of `nice`: what the person does in the window goes first


def hold() -> None:
    """Let this process be interrupted when its standard input ends, and stand back for others.

    The other end of the input is the window's: it closes it to stop the process, and the system does
    so where the window is killed. That works alike on every system, which signals do not.
    """
    if hasattr(os, "nice"):  # on Windows who starts the process sets its priority
        os.nice(GENTLE)
    # A window that a script started in the background ignores Ctrl-C, and so would its processes.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=_wait, daemon=True, name="tether").start()


def _wait() -> None:
    """Wait for the end of standard input, then interrupt the main thread."""
    # Past Python's own buffer, whose lock a thread that waits would hold when the process wants to end.
    while os.read(sys.stdin.fileno(), 1):
        pass
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)  # which wakes it where it waits for something, too
    else:
        _thread.interrupt_main()
