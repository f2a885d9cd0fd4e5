"""So many requests are at work at once, and no more."""

import pytest

from inkread.errors import RequestError
from inkread.web.gate import Gate


def test_one_too_many_is_told_to_come_again():
    gate = Gate(2)
    with gate.entered(), gate.entered():
        assert gate.at_work == 2
        with pytest.raises(RequestError) as caught, gate.entered():
            pytest.fail("expected the gate to be shut")
    assert (caught.value.status, caught.value.code, caught.value.retry_after) == (503, "busy", 1.0)


def test_a_place_is_free_again_after_a_failure():
    gate = Gate(1)
    with pytest.raises(ZeroDivisionError), gate.entered():
        raise ZeroDivisionError
    with gate.entered():
        assert gate.at_work == 1


def test_a_service_at_its_limit_answers_503_and_stays_live(make_app, seven, send):
    app = make_app(in_flight=1)
    client = app.test_client()
    with app.extensions["inkread"].gate.entered():
        answer = send(client, seven)
        assert (answer.status_code, answer.json["error"]["code"]) == (503, "busy")
        assert answer.headers["Retry-After"] == "1"
        assert client.get("/health/live").status_code == 200
        assert "inkread_requests_at_work 1.0" in client.get("/metrics").text
    assert send(client, seven).status_code == 200
    assert "inkread_requests_at_work 0.0" in client.get("/metrics").text
