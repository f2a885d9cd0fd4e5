"""How long and how often a service is tortured: a little in every test run, much by `make torture`."""

import os


def amount(name, usual):
    """A number that the variable names, else that of a usual test run."""
    return int(os.environ.get(f"INKREAD_{name}", usual))


SOAK_SECONDS = amount("SOAK_SECONDS", 30)
IS_LONG_SOAK = SOAK_SECONDS >= 300
SOAK_CLIENTS = 16
SOAK_WORKERS = 2 if IS_LONG_SOAK else 1  # what warms up a few times must reach every worker
# Seconds between two requests of a client: tests run side by side, and so may a long soak and other work.
SOAK_PAUSE = amount("SOAK_PAUSE_MS", 0 if IS_LONG_SOAK else 500) / 1000
SOAK_WARM_UP = amount("SOAK_WARM_UP", 50 if IS_LONG_SOAK else 4)  # times each large picture
SERVICE_KILLS = amount("SERVICE_KILLS", 2)
RELOADS = amount("RELOADS", 2)
OVERLOAD_SECONDS = amount("OVERLOAD_SECONDS", 3)
GOODPUT = (
    0.9 if OVERLOAD_SECONDS >= 10 else 0.3
)  # of the greatest; beside other tests nothing can be measured
