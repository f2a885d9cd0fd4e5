"""The section on doubt goes to JSON and back, and what could not be read with is refused."""

import json
from types import MappingProxyType

import numpy as np
import pytest

from inkread.bundle import CharsetDoubt, Doubt, Gate, Matrix, SetLimits, to_json
from inkread.bundle.manifest import _digest, from_json
from inkread.errors import BundleError

SETS = (SetLimits(0.95, (0.1, 0.2, 0.3, 0.1, 0.2, 0.3), ("7",)),)
DOUBT = Doubt(
    charsets=(CharsetDoubt("", 0.5, (9, 1, 9, 9, 9, 9), SETS),),
    gate=Gate(
        "flat",
        ("ink",),
        (1.5,),
        -2.0,
        0.25,
        MappingProxyType({"mean": Matrix.of([1, 2])}),
        MappingProxyType({"a": 0.95}),
    ),
    data="sha256:00",
    command="inkread bundle calibrate --data a --seed 0",
)


@pytest.fixture
def told(make_bundle):
    return json.loads(to_json(make_bundle(doubt=DOUBT)))


def opened(fields):
    fields.pop("digest", None)
    return from_json(json.dumps({**fields, "digest": _digest(fields)}).encode(), where="b.json")


def test_what_was_learnt_is_read_back(told):
    found = opened(told).doubt
    assert found == DOUBT
    np.testing.assert_array_equal(found.gate.arrays["mean"].array(), [[1.0, 2.0]])


def test_a_bundle_without_doubt_has_none(told):
    assert opened({**told, "doubt": None}).doubt is None


WRONG = {
    "charsets.0.temperature": 0,
    "charsets.0.num": [1],
    "charsets.0.sets.0.coverage": 1.5,
    "charsets.0.sets.0.limits": [0.1],
    "charsets.0.sets.0.pooled": [7],
    "charsets.0.stray": 1,
    "gate.weights": [1.0, 2.0],
    "gate.limit": "high",
    "gate.arrays.mean.shape": [2, 2],
    "gate.arrays.mean.float32": "!!",
    "gate.arrays.mean": {"shape": [1, 1], "float32": "AADAfw=="},  # no number
    "gate.kept": {"a": "most"},
    "data": "",
    "stray": None,
}


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_field_is_refused_in_words(told, path):
    inner = told["doubt"]
    *parents, last = path.split(".")
    for name in parents:
        inner = inner[int(name)] if isinstance(inner, list) else inner[name]
    inner[last] = WRONG[path]
    with pytest.raises(BundleError, match=r"b\.json.*expected"):
        opened(told)
