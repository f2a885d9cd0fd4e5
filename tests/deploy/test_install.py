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
