"""What a proxy says of its visitors reaches the application, whichever server runs it."""

import os

import pytest

SERVERS = ["waitress", *(["gunicorn"] if os.name == "posix" else [])]


@pytest.mark.parametrize("server", SERVERS)
def test_the_addresses_that_a_proxy_tells_are_handed_on(plain_service, server):
    told = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    _, _, found = plain_service(server=server).ask("GET", "/headers", headers=told)
    assert found.items() >= told.items()
