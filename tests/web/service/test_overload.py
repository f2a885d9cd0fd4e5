"""More requests than the service can answer cost those that it does answer little; the rest is told so."""

import contextlib
import socket
import sys
from pathlib import Path

import pytest
from amounts import GOODPUT, OVERLOAD_SECONDS
from askers import picture
from service_process import KEY, reading

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from closed_loop import closed_loop

pytestmark = pytest.mark.timeout(300 + 6 * OVERLOAD_SECONDS)
USUAL_CLIENTS = 16
MANY_CLIENTS = 5 * USUAL_CLIENTS
SLOW_CLIENTS = 100
PAUSE = 0.2  # seconds until a client that was refused comes back: five times sooner than it was told
PNG = {"Content-Type": "image/png", "X-API-Key": KEY}
TURNED_AWAY = 'inkread_turned_away_total{code="busy"}'
HEAD = (
    f"POST /api/v1/read?keep=0 HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {KEY}\r\nContent-Type: image/png\r\n"
)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    service = reading(tmp_path_factory.mktemp("service"), workers=1)
    try:
        assert service.ask("POST", "/api/v1/read?keep=0", picture(10), PNG)[0] == 200  # its decoder is there
        yield service
    finally:
        service.end()


@pytest.fixture(scope="module")
def request_bytes():
    image = picture(10)
    return f"{HEAD}Content-Length: {len(image)}\r\n\r\n".encode() + image


def press(service, request_bytes, num_clients):
    address = (service.host, service.port)
    return closed_loop(address, request_bytes, num_clients=num_clients, seconds=OVERLOAD_SECONDS, pause=PAUSE)


def turned_away(service):
    """The requests that the service says it refused by itself."""
    with contextlib.closing(service.connection()) as connection:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(TURNED_AWAY))


def good_per_second(got):
    return got["per_second"] * (1 - got["refused"] / got["requests"])


def test_five_times_too_many_clients_leave_the_others_their_answers(service, request_bytes):
    usual = press(service, request_bytes, USUAL_CLIENTS)
    many = press(service, request_bytes, MANY_CLIENTS)
    sys.stdout.write(f"usual {usual}\nmany {many}\n")
    assert usual["refused"] == 0
    assert many["refused"] > 0
    assert good_per_second(many) >= GOODPUT * good_per_second(usual)
    assert service.ask("GET", "/health/ready")[0] == 200
    assert turned_away(service) >= many["refused"]


def test_slow_clients_leave_the_others_their_answers(service, request_bytes):
    usual = press(service, request_bytes, 4)
    with contextlib.ExitStack() as slow:
        for number in range(SLOW_CLIENTS):
            connection = slow.enter_context(socket.create_connection((service.host, service.port)))
            connection.sendall(request_bytes[: 1 + number * 3])
        beside = press(service, request_bytes, 4)
    assert beside["refused"] == 0
    assert good_per_second(beside) >= GOODPUT / 2 * good_per_second(usual)
