"""The socket that a service listens on, made before anything else so that a taken port is told at once."""

import errno
import ipaddress
import os
import socket
import time
from typing import Final

from inkread.errors import ConfigError

BACKLOG: Final = 2048  # connections that the system keeps until a worker accepts them
PATIENCE_SECONDS: Final = 2.0  # workers whose master was killed give the port back within one
PRIVILEGED: Final = 1024  # ports below are the system's


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at `host` and `port`; port 0 takes a free one.

    Raises:
        ConfigError: when the host is no address of this machine, or the port is taken or not allowed.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _listening(host, port)
        except (OSError, OverflowError) as error:
            taken = getattr(error, "errno", None) == errno.EADDRINUSE
            if not taken or time.monotonic() > deadline:
                raise ConfigError(_complaint(host, port, error)) from error
        time.sleep(0.1)


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_private(listener: socket.socket) -> bool:
    """Return whether only this machine can reach the socket."""
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback


def _listening(host: str, port: int) -> socket.socket:
    """Return a listening socket, or let the system say why not."""
    family, kind, protocol, _, place = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name != "nt":  # there the option would let a second service steal the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(place)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _complaint(host: str, port: int, error: Exception) -> str:
    """Return what to tell a person whose service cannot listen."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"expected a free port at {host}, got {port}, which is in use; stop that, or give --port"
    if number == errno.EACCES and port < PRIVILEGED:
        return f"expected a port from {PRIVILEGED}, got {port}, which is the system's; give --port 8000"
    return f"expected an address of this machine, got {host} ({error}); give --host 127.0.0.1"
