"""A release is installed from its package alone, serves there, is upgraded and gone back from."""

import hashlib
import json
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
    place = new_machine.root / "etc" / "inkread" / "inkread.env"
    place.parent.mkdir(parents=True)
    place.write_text(f"{settings}\n")
    python = new_machine.root / "opt" / "inkread" / "current" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$2"\n')
    python.chmod(0o755)
    script = (new_machine.release / "install.sh").read_text().replace('\nmain "$@"\n', "\nis_ready\n")
    done = subprocess.run(
        ["sh", "-c", script], env=new_machine.variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [port]
