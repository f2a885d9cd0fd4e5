"""A service under a long mixed load answers everything and grows by nothing."""

import sys

import pytest
from amounts import SOAK_CLIENTS, SOAK_PAUSE, SOAK_SECONDS, SOAK_WARM_UP, SOAK_WORKERS
from askers import READ_NAMES, ask_everything, ask_what_is_large
from load import Load
from process_account import account_of
from service_process import reading, until

MEGABYTES = 20
SPARE_FILES = 16  # threads open the database when they first need it, eight of them with two files each
pytestmark = [
    pytest.mark.xfail(sys.platform != "linux", reason="reads Linux's account of processes", run=False),
    pytest.mark.timeout(SOAK_SECONDS + 300),
]


def test_a_soak_with_hostile_files_leaves_the_service_as_it_was(tmp_path):
    service = reading(tmp_path, workers=SOAK_WORKERS)
    try:
        with Load(service, num_clients=8, ask=ask_what_is_large) as load:
            load.wait_for(SOAK_WARM_UP * len(READ_NAMES))
        assert load.failures == []
        with Load(service, num_clients=SOAK_CLIENTS, ask=ask_everything, pause=SOAK_PAUSE) as load:
            load.wait_for(SOAK_CLIENTS)
            workers = service.workers()
            before = {worker: account_of(worker) for worker in workers}
            load.run_for(SOAK_SECONDS)
        assert load.failures == [], (service.process.poll(), service.said())
        assert service.workers() == workers
        until(lambda: all(account_of(one).files <= before[one].files + SPARE_FILES for one in workers), 40)
        for worker in workers:
            after = account_of(worker)
            sys.stdout.write(f"{load.num_answered} answers; before {before[worker]}, after {after}\n")
            assert after.megabytes - before[worker].megabytes < MEGABYTES
            assert after.threads <= before[worker].threads + 2
            assert after.children <= before[worker].children + 2  # decoders: two at work, two standing by
        assert "Traceback" not in service.said()
        service.process.terminate()
        assert service.wait() == 0
    finally:
        service.end()
