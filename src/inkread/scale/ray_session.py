"""Ray opened and closed: a cluster by its address, or one inside this process; nothing is told to anyone."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from typing import Any

from inkread.errors import ConfigError

LOCAL = "local"
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # Ray would send figures of its use to its makers
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # what Ray warns to become its way of leaving GPUs alone
}


@contextlib.contextmanager
def ray_session(address: str, *, cpus: int | None) -> Iterator[Any]:
    """Yield Ray's module, connected to the cluster at `address` or to one of its own.

    Args:
        address: `local`, `auto`, `HOST:PORT` or `ray://HOST:PORT`.
        cpus: how many tasks a local one carries out at a time; a cluster knows its own.

    Raises:
        ConfigError: when Ray is not installed, or nothing answers at the address.
    """
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    try:
        import ray
    except ImportError as error:
        raise ConfigError(
            f"--ray {address}: expected the package ray, got none; do: pip install 'inkread[scale]'"
        ) from error
    local: dict[str, Any] = {"num_cpus": cpus, "include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **local)
    except Exception as error:  # Ray's own, gRPC's, and plain ones
        raise ConfigError(
            f"--ray {address}: expected a Ray cluster to answer, got {type(error).__name__}:"
            f" {str(error).strip().partition(chr(10))[0]}; check the address, or use --ray local"
        ) from error
    with contextlib.redirect_stdout(sys.stderr):  # Ray tells of a worker's death there, amid our JSON
        try:
            yield ray
        finally:
            ray.shutdown()
