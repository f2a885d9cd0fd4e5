"""Names sorted on disk come out as a list sorted in memory would."""

import random
import string

import pytest

from inkread.scale.batch.sources import sorted_names as module
from inkread.scale.batch.sources.sorted_names import sorted_names

CHANCE = random.Random(0)
NAMES = ["".join(CHANCE.choices(string.ascii_lowercase + "/-. \n", k=8)) for _ in range(500)]


@pytest.mark.parametrize(("run", "fan_in"), [(1000, 64), (50, 64), (7, 3), (1, 2)])
def test_any_number_of_files_gives_the_same_order(tmp_path, monkeypatch, run, fan_in):
    monkeypatch.setattr(module, "RUN", run)
    monkeypatch.setattr(module, "FAN_IN", fan_in)
    expected = sorted(NAMES, key=lambda name: name.split("/"))
    assert list(sorted_names(iter(NAMES), tmp_path)) == expected
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_text_come_back(tmp_path):
    assert list(sorted_names(["\udcff.png", "a.png"], tmp_path)) == ["a.png", "\udcff.png"]
