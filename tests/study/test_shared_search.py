"""One search shared by two processes, one of them killed: no trial is lost, and none is made twice unasked.

In SQLite everywhere, and in PostgreSQL where its programs are, as in CI: in a private cluster, made for
the test and reached by a socket in its own folder.
"""

import json

import pytest

pytestmark = [pytest.mark.train, pytest.mark.timeout(2400)]

RUN = "from inkread.cli.main import run; run()"
OPTIONS = (
    *("tune", "--data", "digits", "--recipe", "mlp", "--set", "epochs=1", "--name", "shared", "--json"),
    *("--space", "learning_rate=1e-4..1e-2:log", "--storage"),
)


def test_a_killed_trial_is_made_again_while_another_process_goes_on(database_address, processes, tmp_path):
    killed, other = tmp_path / "killed", tmp_path / "other"
    companion = processes.start(RUN, *OPTIONS, database_address, "--run", other, "--trials", "2")
    processes.kill_when(
        lambda: any(killed.glob("trials/*/config.json")),
        *(RUN, *OPTIONS, database_address, "--run", killed, "--trials", "2"),
    )
    told, _ = companion.communicate()
    assert companion.returncode == 0, told
    told = processes.finish(RUN, *OPTIONS, database_address, "--run", killed, "--trials", "1")
    trials = json.loads(told[told.index("\n{") + 1 :])["trials"]
    assert [trial["number"] for trial in trials] == [0, 1, 2, 3]
    (given_up,) = (trial["settings"] for trial in trials if trial["state"] == "failed")
    complete = [trial["settings"] for trial in trials if trial["state"] == "complete"]
    assert given_up in complete
    assert len({settings["learning_rate"] for settings in complete}) == len(complete) == 3
