"""Lets the tests of this folder import the files that start and press a service, which lie beside them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def plain_service(tmp_path):
    """A function that starts a service of the plain application; each is ended with the test."""
    from service_process import plain

    started = []

    def start(**plan):
        started.append(plain(tmp_path, **plan))
        return started[-1]

    yield start
    for service in started:
        service.end()
