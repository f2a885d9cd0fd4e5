"""The names by which other machines may call a service that listens to them."""

import contextlib
import ipaddress
import socket


def own_names(host: str) -> tuple[str, ...]:
    """Return the names and addresses of this machine that fit a service listening at `host`.

    A request that names another host is refused, for its page may belong to a stranger who has pointed a
    name of his at this machine (DNS rebinding).

    >>> own_names("127.0.0.1")
    ()
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return (host,)
    if address.is_loopback:
        return ()
    if not address.is_unspecified:
        return (_written(host),)
    name = socket.gethostname()
    found = {name: None, socket.getfqdn(): None}
    with contextlib.suppress(OSError):  # a machine whose name nothing resolves has its name alone
        for *_, place in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM):
            found[_written(str(place[0]))] = None
    return tuple(found)


def own_addresses(host: str) -> tuple[str, ...]:
    """Return the addresses, and no names, of this machine that fit a service listening at `host`.

    Checks of health come by them: those of a load balancer, of a container's own keeper. Only a name can be
    pointed at this machine by a stranger.

    >>> own_addresses("127.0.0.1")
    ('127.0.0.1',)
    """
    return ("127.0.0.1", *(name for name in own_names(host) if _is_address(name) and name != "127.0.0.1"))


def _is_address(name: str) -> bool:
    """Return whether a name in a Host field is an address."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _written(address: str) -> str:
    """Return an address as it stands in a request's Host field."""
    return f"[{address}]" if ":" in address else address
