"""The bundles that ship read no worse than they did: of each small set at least as many as its floor says."""

import json

import pytest
from measure_floors import (
    COMMAND,
    DRAWN,
    FLOORS,
    REAL,
    SPOILT,
    SUREST,
    floor_of,
    main,
    measured,
    raised,
    spoilt,
)

from inkread.evaluation.report import identity
from inkread.recognition.reader import Reader

RECORD = json.loads(FLOORS.read_text("utf-8"))


def fallen(name, found):
    """Return what was read worse than the floor allows."""
    return {
        charset: f"{figure['right']} of {figure['n']}, floor {RECORD['sets'][name][charset]['floor']}"
        for charset, figure in found.items()
        if figure["right"] < RECORD["sets"][name][charset]["floor"]
    }


@pytest.mark.parametrize("name", DRAWN)
def test_drawings_of_our_own_are_read_no_worse(name):
    assert fallen(name, measured(name)) == {}


@pytest.mark.real_data
@pytest.mark.parametrize("name", REAL)
def test_real_images_are_read_no_worse(name, real_data):
    assert fallen(name, measured(name)) == {}


@pytest.mark.real_data
def test_corrupted_digits_are_read_no_worse(real_data):
    assert fallen(SPOILT, spoilt()) == {}


def test_the_floors_are_of_the_bundles_that_ship():
    models = {"model": identity(Reader()), SUREST: identity(Reader(SUREST))}
    assert {name: RECORD[name] for name in models} == models, f"measure again: {COMMAND} --write"


def test_every_floor_is_as_the_command_makes_it():
    figures = [figure for charsets in RECORD["sets"].values() for figure in charsets.values()]
    assert len(figures) == sum(len(charsets) for _, charsets in {**DRAWN, **REAL}.values()) + 1
    assert [figure["floor"] for figure in figures] == [floor_of(figure) for figure in figures]


def test_a_floor_rises_and_falls_only_when_told_to():
    old = {"digits": {"n": 100, "right": 95, "floor": 94}}
    better, worse = {"digits": {"n": 100, "right": 98}}, {"digits": {"n": 100, "right": 90}}
    assert raised(old, better, lower=False)["digits"]["floor"] == 97
    assert raised(old, worse, lower=False) == old
    assert raised(old, worse, lower=True)["digits"]["floor"] == 89


def test_a_set_of_another_size_is_a_set_of_its_own():
    old = {"digits": {"n": 10, "right": 10, "floor": 9}}
    assert raised(old, {"digits": {"n": 100, "right": 5}}, lower=False)["digits"]["floor"] == 4


def test_measuring_alone_writes_nothing(capsys, monkeypatch):
    monkeypatch.setattr("measure_floors.measured", lambda _: {"digits": {"n": 10, "right": 1}})
    monkeypatch.setattr("measure_floors.spoilt", lambda: {"digits": {"n": 10, "right": 1}})
    before = FLOORS.read_bytes()
    main([])
    assert FLOORS.read_bytes() == before
    assert "1 of 10 right" in capsys.readouterr().out
