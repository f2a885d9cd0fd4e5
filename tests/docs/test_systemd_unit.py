"""The unit of systemd that a page shows starts again, reloads and stops as the one of the package does."""

import configparser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "run-the-service.md"
PACKAGED = ROOT / "src" / "inkread" / "deploy" / "files" / "systemd" / "inkread.service"


def service_of(unit):
    """The settings of a unit's service, the last of each where several bear one name."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(unit)
    return parser["Service"]


@pytest.mark.parametrize("setting", ["KillMode", "ExecReload", "Restart", "StateDirectory"])
def test_the_unit_of_the_page_does_as_the_packaged_one(setting):
    shown = PAGE.read_text("utf-8").partition("```ini\n")[2].partition("```")[0]
    assert service_of(shown)[setting] == service_of(PACKAGED.read_text("utf-8"))[setting]
