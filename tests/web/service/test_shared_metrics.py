"""What the workers of one service count is one count, whichever of them is asked."""

import json
import os
import re
import signal
import sys

import pytest
from askers import strokes
from service_process import KEY, reading, until

pytestmark = pytest.mark.xfail(
    sys.platform != "linux", reason="reads Linux's account of processes", run=False
)
PATH = "/api/v1/read?keep=0"
HEADERS = {"Content-Type": "application/json", "X-API-Key": KEY}
COUNT = re.compile(r'^inkread_requests_total{.*path="/api/v1/read".*} (?P<count>[\d.]+)$', re.MULTILINE)


def counted(service):
    """The readings that the service says it answered."""
    connection = service.connection()
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return sum(float(found["count"]) for found in COUNT.finditer(text))


def test_requests_to_all_workers_are_counted_also_those_of_one_that_died(tmp_path):
    service = reading(tmp_path)
    try:
        for turn in range(12):
            status, _, body = service.ask("POST", PATH, strokes(turn), HEADERS)
            assert (status, len(body["readings"])) == (200, 1), json.dumps(body)
        assert counted(service) == 12
        lost = service.workers()[0]
        os.kill(lost, signal.SIGKILL)
        until(lambda: lost not in service.workers() and len(service.workers()) == 2, 60)
        assert counted(service) == 12
    finally:
        service.end()
