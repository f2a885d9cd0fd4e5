"""A release is installed from its package alone, serves there, is upgraded and gone back from."""

import hashlib
import json
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from inkread.deploy.package import laid_file
from inkread.history.png import png_of

# In the place of `setpriv`, which only root may run: it leaves its options away.
SETPRIV = '#!/bin/sh\nwhile [ "$1" != --clear-groups ]; do shift; done\nshift\nexec "$@"\n'


@pytest.fixture
def service(machine, tmp_path):
    """The installed release at work."""
    from service_process import ServiceProcess

    command = [machine.current / "bin" / "inkread", "serve", "--port", "0", "--history", tmp_path / "h.db"]
    started = ServiceProcess([*command, "--workers", "2"], tmp_path / "errors.txt", **machine.variables)
    yield started
    started.end()


def run_step(machine, settings, step):
    """Run a step of the script alone, with some settings; return what it prints."""
    place = machine.root / "etc" / "inkread" / "inkread.env"
    place.parent.mkdir(parents=True)
    place.write_text(settings)
    script = (machine.release / "install.sh").read_text().replace('\nmain "$@"\n', f"\n{step}\n")
    command, around = ["sh", "-c", script], {"env": machine.variables, "cwd": machine.release}
    return subprocess.run(command, **around, capture_output=True, text=True, check=True).stdout


def test_an_installed_release_serves_a_reading_with_nothing_of_this_checkout(machine, service, drawing):
    headers = {"Content-Type": "image/png"}
    status, _, answer = service.ask("POST", "/api/v1/read?charset=upper", png_of(drawing("T")), headers)
    assert (status, '"T"' in json.dumps(answer)) == (200, True), answer
    where = [machine.current / "bin" / "python", "-c", "import inkread; print(inkread.__file__)"]
    found = subprocess.run(where, env=machine.variables, capture_output=True, text=True, check=True).stdout
    assert found.startswith(str(machine.root))


def test_a_part_that_is_not_sent_along_is_told_of(machine):
    command = [machine.current / "bin" / "inkread", "data", "list"]
    done = subprocess.run(command, env=machine.variables, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("inkread: expected all of inkread, got no inkread.datasets")


def test_a_release_that_was_altered_is_not_installed(new_machine):
    (new_machine.release / "prune.py").write_text("print('hello')")
    done = new_machine.install()
    assert (done.returncode, "expected files as they were packed, got others" in done.stderr) == (1, True)
    assert not new_machine.root.exists()


def test_what_an_older_package_left_beside_is_not_installed(new_machine):
    release, state = new_machine.release, new_machine.root / "etc"
    for name in ("inkread-0.0.1-py3-none-any.whl", "bundle.zip", "inkread-old.service", "inkread-old.timer"):
        (release / name).touch()
    done = new_machine.install()
    assert done.returncode == 0, done.stderr
    assert not (new_machine.current / "bundle.zip").exists()
    assert "\nINKREAD_WEB_BUNDLES=" not in (state / "inkread" / "inkread.env").read_text()
    units = sorted(path.name for path in (state / "systemd" / "system").iterdir())
    assert [name for name in units if "old" in name] == []
    assert {"inkread.service", "inkread-backup.timer"} < {*units}


def test_settings_that_name_a_packages_bundle_want_a_package_with_one(new_machine):
    bundle = new_machine.root / "opt" / "inkread" / "current" / "bundle.zip"
    settings = new_machine.root / "etc" / "inkread" / "inkread.env"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"INKREAD_WEB_BUNDLES={bundle}\n")
    (new_machine.release / "bundle.zip").touch()  # an older package left it
    done = new_machine.install()
    assert (done.returncode, "got one without; make it with --bundle" in done.stderr) == (1, True)
    assert not (new_machine.root / "opt").exists()


def test_settings_stay_and_the_release_before_is_gone_back_to(machine):
    first = machine.current
    settings = machine.root / "etc" / "inkread" / "inkread.env"
    settings.write_text("# mine\n")
    (machine.release / "new.txt").touch()
    sums = machine.release / "SHA256SUMS"
    sums.write_text(f"{sums.read_text()}{hashlib.sha256(b'').hexdigest()}  new.txt\n")
    second = first.with_name(hashlib.sha256(sums.read_bytes()).hexdigest()[:12])
    second.mkdir()
    (second / "complete").touch()  # as if it had been installed
    assert machine.install().returncode == 0
    assert (machine.current, settings.read_text()) == (second, "# mine\n")
    assert machine.install("--rollback").returncode == 0
    assert machine.current == first
    assert (machine.root / "etc" / "systemd" / "system" / "inkread-clean.timer").is_file()


@pytest.mark.parametrize(
    ("settings", "port"),
    [
        ('INKREAD_SERVE="--host 0.0.0.0 --port 9000 --workers 2"', "9000"),
        ("INKREAD_SERVE=--port=9000", "9000"),
        ('INKREAD_SERVE="--workers 2"', "8000"),
        ("# INKREAD_SERVE=--port=9000", "8000"),
    ],
)
def test_the_script_asks_the_port_that_the_settings_name(new_machine, settings, port):
    """Only what it asks with is put in the place of the release's Python: it says what it was given."""
    python = new_machine.root / "opt" / "inkread" / "current" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$2"\n')
    python.chmod(0o755)
    assert run_step(new_machine, f"{settings}\n", "is_ready").split() == [port]


@pytest.mark.parametrize(
    ("settings", "shared"),
    [
        ("INKREAD_HISTORY=postgresql://db/ink", "yes"),
        ("INKREAD_HISTORY=postgres://db/ink", "yes"),
        ('INKREAD_HISTORY="postgresql+psycopg://db/ink"', "yes"),
        ("INKREAD_HISTORY_IMAGES=s3://scans/ink", "yes"),
        ("INKREAD_HISTORY=/srv/ink.db", "no"),
        ("#INKREAD_HISTORY=postgresql://db/ink", "no"),
    ],
)
def test_settings_tell_whether_the_packages_of_a_shared_history_are_needed(new_machine, settings, shared):
    said = run_step(new_machine, f"{settings}\n", "is_shared && echo yes || echo no")
    assert said.split() == [shared]


def test_a_package_s_bundle_is_added_to_settings_whose_last_line_has_no_end(new_machine):
    settings = new_machine.root / "etc" / "inkread" / "inkread.env"
    found = "case $1 in bundle*) echo bundle.zip ;; *service) echo install.sh ;; *) echo inkread.env ;; esac"
    run_step(new_machine, "INKREAD_HISTORY=/srv/ink.db", f"packed() {{ {found}; }}\nlay_units\nlay_units")
    bundle = new_machine.root / "opt" / "inkread" / "current" / "bundle.zip"
    assert settings.read_text() == f"INKREAD_HISTORY=/srv/ink.db\nINKREAD_WEB_BUNDLES={bundle}\n"


def write_program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


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
    backup = f"history backup {state}/backups/before-next.zip"
    assert asked == ["history status --json", address, state, backup, address, state]


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
    done = back_up(machine, machine.current, HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(machine.root / "var" / "lib" / "inkread" / "backups" / "before-next.zip") as archive:
        assert json.loads(archive.read("backup.json"))["readings"] == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A=pa$$word&b # c\n", {"A": "pa$$word&b # c"}),
        ("  A = 'one' \"two\" three \n", {"A": "onetwothree"}),
        ("# A=1\n;B=2\n\nC=\n", {"C": ""}),
        ("A=1\r\nA=2", {"A": "2"}),
        ("export A=1\nB\n9=2\n", {}),
        ('A="a\\"b\\\\c\\$d\\e\\\nf\ng"\n', {"A": 'a"b\\c$d\\ef\ng'}),
        ("A=a\\\n b\\c\\ \nB='it\\'s'", {"A": "a bc ", "B": "it\\s'"}),
        ("A='to the end\nB=1", {"A": "to the end\nB=1"}),
    ],
)
def test_settings_are_read_as_systemd_reads_them(tmp_path, text, found):
    """What `load_env_file` of systemd 252 itself makes of each."""
    script = tmp_path / "with_settings.py"
    script.write_bytes(laid_file("with_settings.py"))
    assert runpy.run_path(str(script))["settings"](text) == found
