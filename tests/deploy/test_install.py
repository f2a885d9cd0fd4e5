"""A release is installed from its package alone, serves there, is upgraded and gone back from."""

import hashlib
import json
import stat
import subprocess

import pytest

from inkread.history.png import png_of


@pytest.fixture
def service(machine, tmp_path):
    """The installed release at work."""
    from service_process import ServiceProcess

    command = [machine.current / "bin" / "inkread", "serve", "--port", "0", "--history", tmp_path / "h.db"]
    started = ServiceProcess([*command, "--workers", "2"], tmp_path / "errors.txt", **machine.variables)
    yield started
    started.end()


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


def test_what_is_everybody_s_own_may_be_altered_and_is_told_of(new_machine):
    for name in ("inkread.env", "alerts.yaml"):
        (new_machine.release / name).write_text("# mine\n")
    done = new_machine.install()
    assert done.returncode == 0, done.stderr
    assert "altered since they were packed, and stay so" in done.stderr
    assert ("alerts.yaml: FAILED" in done.stdout, "units" in done.stdout) == (True, False)
    assert (new_machine.root / "etc" / "inkread" / "inkread.env").read_text() == "# mine\n"


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
    (second / "units").mkdir(parents=True)
    (second / "units" / "inkread.service").write_text("# the second's\n")
    (second / "units" / "inkread-new.timer").touch()
    (second / "complete").touch()  # as if it had been installed
    units = machine.root / "etc" / "systemd" / "system"
    before = {path.name: path.read_bytes() for path in units.iterdir()}
    assert {"inkread.service", "inkread-clean.timer", "inkread-failed@.service"} < before.keys()
    assert machine.install().returncode == 0
    assert (machine.current, settings.read_text()) == (second, "# mine\n")
    assert {path.name: path.read_text() for path in units.iterdir()} == {
        "inkread.service": "# the second's\n",
        "inkread-new.timer": "",
    }
    assert machine.install("--rollback").returncode == 0
    assert machine.current == first
    assert {path.name: path.read_bytes() for path in units.iterdir()} == before


def test_a_release_without_units_is_gone_back_to_with_those_that_ran_it(new_machine):
    releases = new_machine.root / "opt" / "inkread" / "releases"
    units = new_machine.root / "etc" / "systemd" / "system"
    for folder in (releases / "old", units):
        folder.mkdir(parents=True)
    (releases.parent / "current").symlink_to(releases / "old")
    for name in ("inkread.service", "inkread-old.timer", "another.service"):
        (units / name).write_text("# the old one's\n")
    assert new_machine.install().returncode == 0
    assert (units / "inkread.service").read_text() != "# the old one's\n"
    assert not (units / "inkread-old.timer").exists()
    assert new_machine.install("--rollback").returncode == 0
    assert {path.name: path.read_text() for path in units.iterdir()} == dict.fromkeys(
        ("another.service", "inkread.service", "inkread-old.timer"), "# the old one's\n"
    )


def test_under_a_careful_umask_the_service_s_user_can_use_what_is_installed(new_machine):
    done = new_machine.install(umask=0o077)
    assert done.returncode == 0, done.stderr
    laid = [*(new_machine.root / "opt").rglob("*"), *(new_machine.root / "etc").rglob("*")]
    settings = new_machine.root / "etc" / "inkread" / "inkread.env"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o640
    closed = [path for path in laid if path.stat().st_mode & 0o004 == 0 and path != settings]
    assert closed + [path for path in laid if path.is_dir() and path.stat().st_mode & 0o001 == 0] == []


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
    said = new_machine.step(f"{settings}\n", "is_shared && echo yes || echo no")
    assert said.split() == [shared]


def test_a_package_s_bundle_is_added_to_settings_whose_last_line_has_no_end(new_machine):
    settings = new_machine.root / "etc" / "inkread" / "inkread.env"
    found = "case $1 in bundle*) echo bundle.zip ;; esac"
    new_machine.step("INKREAD_HISTORY=/srv/ink.db", f"packed() {{ {found}; }}\nlay_settings\nlay_settings")
    bundle = new_machine.root / "opt" / "inkread" / "current" / "bundle.zip"
    assert settings.read_text() == f"INKREAD_HISTORY=/srv/ink.db\nINKREAD_WEB_BUNDLES={bundle}\n"
