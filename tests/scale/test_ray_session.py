"""Nobody waits for a cluster where nothing listens."""

import socket

import pytest

from inkread.errors import ConfigError
from inkread.scale.ray_session import _knock


@pytest.mark.parametrize("address", ["127.0.0.1:{}", "[::1]:{}", "ray://[::1]:{}"])
def test_an_address_at_which_nothing_listens_is_told_at_once(address):
    with socket.socket() as held:  # bound, and deaf
        held.bind(("127.0.0.1", 0))
        with pytest.raises(ConfigError, match="expected a Ray cluster to answer, got"):
            _knock(address.format(held.getsockname()[1]))


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no such addresses")
def test_one_that_listens_by_ipv6_is_found():
    with socket.socket(socket.AF_INET6) as heard:
        try:
            heard.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no such addresses")
        heard.listen()
        _knock(f"[::1]:{heard.getsockname()[1]}")
