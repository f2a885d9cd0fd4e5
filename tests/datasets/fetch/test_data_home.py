"""The data folder is where the person says, or where the system keeps such things."""

from pathlib import Path

import pytest

from inkread.datasets.fetch.data_home import data_home


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_variable_wins_everywhere(platform):
    assert data_home({"INKREAD_DATA_HOME": "mine", "XDG_DATA_HOME": "x"}, platform=platform) == Path("mine")


@pytest.mark.parametrize(
    ("platform", "environment", "place"),
    [
        ("linux", {}, Path.home() / ".local" / "share" / "inkread"),
        ("linux", {"XDG_DATA_HOME": "x"}, Path("x") / "inkread"),
        ("darwin", {}, Path.home() / "Library" / "Application Support" / "inkread"),
        ("win32", {"LOCALAPPDATA": "local"}, Path("local") / "inkread"),
        ("win32", {}, Path.home() / "AppData" / "Local" / "inkread"),
    ],
)
def test_each_system_has_its_usual_place(platform, environment, place):
    assert data_home(environment, platform=platform) == place
