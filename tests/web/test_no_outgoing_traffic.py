"""The service connects to nothing, whatever a request asks it to fetch."""

import io
import json
import sys

import pytest

ADDRESS = "http://192.0.2.1/a.png"  # kept for documentation (RFC 5737): nothing is there
ASKING = {
    "a form's text": ({"data": {"image": ADDRESS}, "content_type": "multipart/form-data"}, 400),
    "a form's file name": ({"data": {"image": (io.BytesIO(b"x"), ADDRESS)}}, 415),
    "a form's file": ({"data": {"image": (io.BytesIO(ADDRESS.encode()), "a.png")}}, 415),
    "a body": ({"data": ADDRESS, "content_type": "image/png"}, 415),
    "json": ({"json": {"url": ADDRESS}}, 422),
    "a bundle": ({"data": b"x", "content_type": "image/png", "query_string": {"bundle": ADDRESS}}, 404),
    "an svg": ({"data": f'<svg><image href="{ADDRESS}"/></svg>', "content_type": "image/svg+xml"}, 415),
}


@pytest.fixture
def connections():
    """The addresses that anything in this process connects to, or asks the name server for."""
    found = []
    listening = [True]

    def listen(event, arguments):
        if listening[0] and event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
            found.append((event, json.dumps(arguments[-4:], default=repr)))

    sys.addaudithook(listen)
    yield found
    listening[0] = False


@pytest.mark.parametrize("asking", ASKING)
def test_no_address_in_a_request_is_fetched(client, connections, asking):
    request, status = ASKING[asking]
    assert client.post("/api/v1/read", **request).status_code == status
    assert connections == []


def test_reading_keeping_and_explaining_connect_to_nothing(client, connections, seven, send):
    assert send(client, seven).status_code == 200
    assert send(client, seven, "/api/v1/explain").status_code == 200
    assert send(client, seven, "/api/v1/words").status_code == 200
    for path in (
        "/",
        "/words",
        "/forms",
        "/about",
        "/history",
        "/openapi",
        "/health/ready",
        "/health/history",
        "/metrics",
    ):
        assert client.get(path).status_code == 200
    assert connections == []
