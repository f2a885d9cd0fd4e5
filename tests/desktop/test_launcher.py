"""The entry among a Linux desktop's programs: written, valid, and taken away without a trace."""

import configparser
import re
import shlex
import sys

import pytest

from inkread.desktop import launcher
from inkread.errors import ConfigError


@pytest.fixture
def linux(monkeypatch, tmp_path):
    """A Linux desktop whose person has nothing yet."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(launcher, "_refresh", lambda _: None)
    return {"XDG_DATA_HOME": str(tmp_path / "share")}


def test_what_is_installed_is_there_and_goes_again(linux, tmp_path):
    files = launcher.install(environment=linux)
    assert files[0] == tmp_path / "share" / "applications" / "inkread.desktop"
    assert [file for file in files if not file.exists()] == []
    assert (tmp_path / "share/icons/hicolor/48x48/apps/inkread.png").read_bytes().startswith(b"\x89PNG")
    assert launcher.uninstall(environment=linux) == files
    assert [path for path in (tmp_path / "share").rglob("*") if path.is_file()] == []
    assert launcher.uninstall(environment=linux) == []


def test_a_dry_run_does_nothing(linux, tmp_path):
    assert len(launcher.install(dry_run=True, environment=linux)) == 2 + len(launcher.ICON_SIDES)
    assert not (tmp_path / "share").exists()
    files = launcher.install(environment=linux)
    assert launcher.uninstall(dry_run=True, environment=linux) == files
    assert files[0].exists()


def test_other_files_of_the_person_stay(linux, tmp_path):
    files = launcher.install(environment=linux)
    other = files[0].with_name("other.desktop")
    other.write_text("", "utf-8")
    launcher.uninstall(environment=linux)
    assert other.exists()


def test_a_system_without_such_entries_is_told_so(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(ConfigError, match="expected a Linux desktop, got darwin"):
        launcher.install()


@pytest.mark.parametrize("name", ["plain", "two words", 'a"b', "a\\b", "$HOME", "`ls`", "100%"])
def test_a_command_comes_out_of_the_entry_as_it_went_in(name):
    (line,) = (line for line in launcher.entry([f"/opt/{name}", "desktop"]).splitlines() if "Exec" in line)
    told = line.removeprefix("Exec=").replace("\\\\", "\\")  # as the file's texts are read
    told = re.sub(r"\\([$`])", r"\1", told.replace("%%", "%"))  # the two that shlex leaves as they are
    assert shlex.split(told) == [f"/opt/{name}", "desktop", "%F"]


def test_the_entry_holds_what_a_desktop_asks_for():
    file = configparser.ConfigParser(interpolation=None)
    file.optionxform = str
    file.read_string(launcher.entry(["/opt/inkread", "desktop"]))
    entry = dict(file["Desktop Entry"])
    assert (entry["Type"], entry["Icon"], entry["Terminal"]) == ("Application", "inkread", "false")
    assert all(entry[name].endswith(";") for name in ("Categories", "Keywords", "MimeType"))
    assert "image/png" in entry["MimeType"].split(";")


def test_the_command_is_that_of_this_python(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    # -P: started in a folder of somebody's pictures, it runs nothing that lies there
    assert launcher.own_command()[:3] == [str(tmp_path / "python"), "-P", "-c"]
    (tmp_path / "inkread").touch()
    assert launcher.own_command() == [str(tmp_path / "inkread"), "desktop"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launcher.own_command() == [str(tmp_path / "python")]
