"""Ray opened and closed: a cluster by its address, or one inside this process; nothing is told to anyone."""

import contextlib
import logging
import os
import re
import socket
import sys
from collections.abc import Iterator
from typing import Any

from inkread.errors import ConfigError
from inkread.scale.native_stderr import native_stderr

LOCAL = "local"
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # Ray would send figures of its use to its makers
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # what Ray warns to become its way of leaving GPUs alone
}
HOST_AND_PORT = re.compile(r"(?:ray://)?(?P<host>[^:/\[\]]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})")
KNOCK = 10.0  # seconds; Ray itself waits a quarter of an hour for a machine that does not answer
TOKEN = ("InvalidAuthToken", "AuthenticationError", "Unauthenticated")


@contextlib.contextmanager
def ray_session(address: str, *, cpus: int | None) -> Iterator[Any]:
    """Yield Ray's module, connected to the cluster at `address` or to one of its own.

    Args:
        address: `local`, `auto`, `HOST:PORT` or `ray://HOST:PORT`.
        cpus: how many tasks a local one carries out at a time; a cluster knows its own.

    Raises:
        ConfigError: when Ray is not installed, nothing answers at the address, or it wants another token.
    """
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET.items()})
    try:
        import ray
    except ImportError as error:
        raise ConfigError(
            f"--ray {address}: expected the package ray, got none; do: pip install 'inkread[scale]'"
        ) from error
    local: dict[str, Any] = {"num_cpus": cpus, "include_dashboard": False} if address == LOCAL else {}
    _knock(address)
    with native_stderr() as said:
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **local)
        except Exception as error:  # Ray's own, gRPC's, and plain ones
            raise _no_cluster(address, error, said()) from error
    with contextlib.redirect_stdout(sys.stderr):  # Ray tells of a worker's death there, amid our JSON
        try:
            yield ray
        finally:
            ray.shutdown()


def _knock(address: str) -> None:
    """Find out at once whether anything listens where a cluster is said to be.

    Raises:
        ConfigError: when nothing does.
    """
    found = HOST_AND_PORT.fullmatch(address)
    if found is None:
        return
    try:
        with socket.create_connection((found["host"].strip("[]"), int(found["port"])), timeout=KNOCK):
            pass
    except (OSError, OverflowError) as error:  # a port above 65535
        raise _no_cluster(address, error, "") from error


def _no_cluster(address: str, error: Exception, said: str) -> ConfigError:
    """Return the error about a cluster that was not reached, with what Ray said of it in many lines."""
    if any(word in said or word in str(error) for word in TOKEN):
        return ConfigError(
            f"--ray {address}: expected the token that the cluster was started with, got none or another;"
            " set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN as its machines have them"
        )
    return ConfigError(
        f"--ray {address}: expected a Ray cluster to answer, got {type(error).__name__}:"
        f" {str(error).strip().partition(chr(10))[0]}; check the address, or use --ray local"
    )
