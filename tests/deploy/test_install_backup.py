"""Before an upgrade the history is backed up, whatever was backed up before."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile

import pytest
from machine import write_program

from inkread.history.generations import NAME
from inkread.history.png import png_of

# In the place of `setpriv`, which only root may run: it leaves its options away.
SETPRIV = '#!/bin/sh\nwhile [ "$1" != --clear-groups ]; do shift; done\nshift\nexec "$@"\n'


@pytest.fixture
def back_up(tmp_path):
    """Runs what the script does before an upgrade, and tells of what came of it."""
    write_program(tmp_path / "bin" / "setpriv", SETPRIV)

    def run(machine, release, **variables):
        (machine.root / "var" / "lib" / "inkread" / "backups").mkdir(parents=True, exist_ok=True)
        steps = f"\ndigest=next release={release}\nback_up\necho went on\n"
        script = (machine.release / "install.sh").read_text().replace('\nmain "$@"\n', steps)
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        around = {**machine.variables, "PATH": path, **variables}
        return subprocess.run(["sh", "-c", script], env=around, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def upgrade(new_machine, back_up):
    """Backs up before an upgrade from a release that notes which history it is asked for, and says `said`."""
    root = new_machine.root
    new = root / "opt" / "inkread" / "releases" / "new"
    write_program(new / "bin" / "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    shutil.copy(new_machine.release / "with_settings.py", new)
    (root / "etc" / "inkread").mkdir(parents=True)

    def run(settings, said="echo '{\"entries\": 3}'", **variables):
        if settings is not None:
            (root / "etc" / "inkread" / "inkread.env").write_text(settings)
        asked = f'printf "%s\\n" "$*" "$INKREAD_HISTORY" "$HOME" >> {root}/asked'
        write_program(
            root / "opt" / "inkread" / "current" / "bin" / "inkread", f"#!/bin/sh\n{asked}\n{said}\n"
        )
        done = back_up(new_machine, new, **variables)
        return done, (root / "asked").read_text().splitlines() if (root / "asked").exists() else []

    return run


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ink:pa$$word@db/ink",
        "postgresql://ink:pa`id`ss@db/ink?sslmode=require&connect_timeout=5",
        "postgresql://ink@db/ink?password=a;b|c#d(e)",
        "/srv/two words/history.db",
    ],
)
def test_the_history_is_backed_up_by_the_address_that_systemd_reads(upgrade, new_machine, address):
    done, asked = upgrade(f"INKREAD_HISTORY={address}\n", HOME="/root")
    assert done.stdout.endswith("went on\n"), done.stderr
    state = f"{new_machine.root}/var/lib/inkread"
    assert asked[:3] + asked[4:] == ["history status --json", address, state, address, state]
    named = re.fullmatch(
        rf"history backup {re.escape(state)}/backups/(before-\d{{8}}T\d{{6}}Z-next\.zip)", asked[3]
    )
    assert named, asked[3]
    assert NAME.fullmatch(named[1])  # as `inkread clean --backups` knows them


@pytest.mark.parametrize(
    "said",
    [
        "echo 'inkread: expected a history that can be opened, got refused' >&2; exit 1",
        "echo 'no such thing'",
        """[ "$2" = status ] && echo '{"entries": 3}' || exit 1""",
    ],
)
def test_a_history_that_does_not_answer_stops_the_upgrade(upgrade, said):
    done, _ = upgrade("INKREAD_HISTORY=postgresql://db/ink\n", said)
    assert (done.returncode, done.stdout.count("went on")) == (1, 0)
    assert "expected a backup of the history that" in done.stderr
    assert "run this again" in done.stderr


def test_settings_that_are_not_there_stop_the_upgrade(upgrade, new_machine):
    settings = new_machine.root / "etc" / "inkread" / "inkread.env"
    done, asked = upgrade(None)
    assert (done.returncode, asked, str(settings) in done.stderr) == (1, [], True)


def test_each_upgrade_is_backed_up_though_the_same_was_made_before(upgrade, new_machine):
    backups = new_machine.root / "var" / "lib" / "inkread" / "backups"
    backups.mkdir(parents=True)
    (backups / "before-next.zip").write_text("a month old")
    (backups / "before-20200101T000000Z-next.zip").write_text("years old")
    _, asked = upgrade("INKREAD_HISTORY=h.db\n")
    assert [line for line in asked if line.startswith("history backup")] != []


def test_a_release_that_runs_already_is_not_backed_up_against_itself(upgrade, new_machine):
    releases = new_machine.root / "opt" / "inkread"
    (releases / "current").symlink_to(releases / "releases" / "new")
    done, asked = upgrade("INKREAD_HISTORY=h.db\n")
    assert (done.returncode, asked) == (0, [])


def test_the_last_two_backups_of_upgrades_are_kept(new_machine):
    backups = new_machine.root / "var" / "lib" / "inkread" / "backups"
    backups.mkdir(parents=True)
    names = [f"before-2026030{day}T000000Z-{'abcd'[day]}1.zip" for day in range(4)]
    for age, name in enumerate(reversed([*names, "history-20200101T000000Z.zip"])):
        (backups / name).touch()
        os.utime(backups / name, (1e9 - age, 1e9 - age))
    new_machine.step("", "remove_old_backups; remove_old_backups")
    assert {path.name for path in backups.iterdir()} == {*names[2:], "history-20200101T000000Z.zip"}


def test_without_backups_there_is_nothing_to_remove(new_machine):
    assert new_machine.step("", "remove_old_backups; echo went on") == "went on\n"


def test_a_history_with_nothing_in_it_is_not_backed_up(upgrade):
    done, asked = upgrade("INKREAD_HISTORY=h.db\n", "echo '{\"entries\": 0}'")
    assert (done.returncode, len(asked)) == (0, 3)


def test_an_upgrade_can_do_without_a_backup(upgrade):
    done, asked = upgrade("INKREAD_HISTORY=h.db\n", "exit 1", INKREAD_NO_BACKUP="1")
    assert (done.stdout, asked) == ("went on\n", [])


def test_a_release_at_work_backs_its_own_history_up(machine, back_up, tmp_path, drawing):
    file = tmp_path / "ink$$1&2.db"
    (tmp_path / "T.png").write_bytes(png_of(drawing("T")))
    keep = [machine.current / "bin" / "inkread", "read", "--keep", tmp_path / "T.png"]
    subprocess.run(keep, env={**machine.variables, "INKREAD_HISTORY": str(file)}, check=True)
    settings = machine.root / "etc" / "inkread" / "inkread.env"
    settings.write_text(f"INKREAD_HISTORY={file}\nPYTHONPATH={sysconfig.get_path('purelib')}\n")
    following = machine.current.with_name("following")
    following.symlink_to(machine.current)
    done = back_up(machine, following, HOME=str(tmp_path))
    following.unlink()
    assert done.returncode == 0, done.stderr
    [backup] = (machine.root / "var" / "lib" / "inkread" / "backups").iterdir()
    with zipfile.ZipFile(backup) as archive:
        assert json.loads(archive.read("backup.json"))["readings"] == 1
