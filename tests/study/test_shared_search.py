"""One search shared by two processes, one of them killed: no trial is lost, and none is made twice unasked.

In SQLite everywhere, and in PostgreSQL where its programs are, as in CI: in a private cluster, made for
the test and reached by a socket in its own folder.
"""

import json
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [pytest.mark.train, pytest.mark.timeout(2400)]

RUN = "from inkread.cli.main import run; run()"
OPTIONS = (
    *("tune", "--data", "digits", "--recipe", "mlp", "--set", "epochs=1", "--name", "shared", "--json"),
    *("--space", "learning_rate=1e-4..1e-2:log", "--storage"),
)
USER = "inkread"
DEBIAN = Path("/usr/lib/postgresql")  # which keeps the server's programs off the PATH


def postgresql_programs():
    """Return the folder of PostgreSQL's programs, or None where they or Python's driver are not installed."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else sorted(DEBIAN.glob("*/bin"))
    return found[-1] if found and find_spec("psycopg") and os.name == "posix" else None


@pytest.fixture
def sqlite(tmp_path):
    return f"sqlite:///{(tmp_path / 'search.db').as_posix()}"


@pytest.fixture
def postgresql():
    """The address of a database in a cluster of its own, which is gone after the test."""
    programs = postgresql_programs()
    # PostgreSQL refuses to be run by root, as CI runs; and nobody else may enter pytest's own folders.
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if owner:
        shutil.chown(folder, "postgres", "postgres")

    def call(program, *words):
        command = [programs / program, "-D", folder / "data", *words]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **owner)

    call("initdb", "--username", USER, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    call("pg_ctl", "start", "--wait", "--log", folder / "log", "-o", settings)
    yield f"postgresql://{USER}@/postgres?host={folder}"
    call("pg_ctl", "stop", "--wait", "--mode", "immediate")
    shutil.rmtree(folder)


@pytest.mark.parametrize("storage", ["sqlite", *(["postgresql"] if postgresql_programs() else [])])
def test_a_killed_trial_is_made_again_while_another_process_goes_on(storage, processes, tmp_path, request):
    address = request.getfixturevalue(storage)
    killed, other = tmp_path / "killed", tmp_path / "other"
    companion = processes.start(RUN, *OPTIONS, address, "--run", other, "--trials", "2")
    processes.kill_when(
        lambda: any(killed.glob("trials/*/config.json")),
        *(RUN, *OPTIONS, address, "--run", killed, "--trials", "2"),
    )
    told, _ = companion.communicate()
    assert companion.returncode == 0, told
    told = processes.finish(RUN, *OPTIONS, address, "--run", killed, "--trials", "1")
    trials = json.loads(told[told.index("\n{") + 1 :])["trials"]
    assert [trial["number"] for trial in trials] == [0, 1, 2, 3]
    (given_up,) = (trial["settings"] for trial in trials if trial["state"] == "failed")
    complete = [trial["settings"] for trial in trials if trial["state"] == "complete"]
    assert given_up in complete
    assert len({settings["learning_rate"] for settings in complete}) == len(complete) == 3
