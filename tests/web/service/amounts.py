"""How long and how often a service is tortured: a little in every test run, much by `make torture`."""

import os

FULL = os.environ.get("INKREAD_TORTURE") == "full"

SOAK_SECONDS = 1800 if FULL else 30
SOAK_CLIENTS = 16
SOAK_WORKERS = 2 if FULL else 1  # what warms up a few times must reach every worker
SOAK_PAUSE = 0.0 if FULL else 0.5  # seconds between two requests of a client: tests run beside one another
KILL_ROUNDS = 50 if FULL else 2
RELOADS = 20 if FULL else 2
OVERLOAD_SECONDS = 60 if FULL else 3
GOODPUT = 0.9 if FULL else 0.3  # of the greatest; a machine that runs other tests too is no measure
