"""Every field of `bundle.json` is checked, and old forms open forever."""

import json
from pathlib import Path

import pytest

from inkread.bundle import Bundle
from inkread.bundle.manifest import _digest, from_json, to_json
from inkread.bundle.migrations import FORMAT, MIGRATIONS, migrate
from inkread.errors import BundleError

GOLDEN = Path(__file__).parents[1] / "golden" / "bundles"


def sealed(fields):
    """Return `fields` as a bundle.json whose digest is right, so that only the fields can be wrong."""
    fields.pop("digest", None)
    return json.dumps({**fields, "digest": _digest(fields)}).encode()


@pytest.fixture
def fields(tiny_bundle):
    return json.loads(to_json(tiny_bundle))


def changed(fields, path, value):
    inner = fields
    *parents, last = path.split(".")
    for name in parents:
        inner = inner[int(name)] if isinstance(inner, list) else inner[name]
    inner[last] = value
    return sealed(fields)


WRONG = {
    "name": 7,
    "charset": ["0", "1"],
    "charset.graphemes": ["a", "a"],
    "charset.folds": {"b": 1},
    "preprocess.contract": "inkread-99-v1",
    "preprocess.settings": {"side": [28]},
    "input.name": "",
    "input.shape": [1, 28, 28, 1],
    "input.dtype": "float32",
    "input.polarity": "black ink on white",
    "input.range": [0, 1],
    "output.kind": "probabilities",
    "temperature": 0,
    "training.data": None,
    "training.seeds": [0.5],
    "training.epochs": -1,
    "training.packages": {"keras": 3},
    "training.created": "yesterday",
    "scores": {},
    "scores.0.n": 0,
    "scores.0.value": "high",
    "scores.0.spread": "wide",
    "golden.glyph": "!!",
    "golden.logits": [1.0],
    "model.sha256": "abc",
    "model.size": True,
    "stray": 1,
}


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_field_is_refused_in_words(fields, path):
    with pytest.raises(BundleError, match=r"b\.json.*(expected .*|did you mean)"):
        from_json(changed(fields, path, WRONG[path]), where="b.json")


@pytest.mark.parametrize("name", ["format", "name", "charset", "golden", "model", "digest"])
def test_a_missing_field_is_refused(fields, name):
    del fields[name]
    text = json.dumps(fields).encode() if name == "digest" else sealed(fields)
    with pytest.raises(BundleError, match=r"b\.json: expected"):
        from_json(text, where="b.json")


@pytest.mark.parametrize("text", [b"", b"\xff", b"[]", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(BundleError, match=r"b\.json: expected"):
        from_json(text, where="b.json")


def test_writing_and_reading_are_inverse(tiny_bundle):
    text = to_json(tiny_bundle)
    assert to_json(from_json(text.encode(), where="b.json")) == text


def test_a_newer_format_is_refused_by_name(fields):
    with pytest.raises(
        BundleError, match=f"format {FORMAT} or older, got format {FORMAT + 1}; update inkread"
    ):
        from_json(changed(fields, "format", FORMAT + 1), where="b.json")


def test_steps_bring_an_old_form_up_to_date_one_at_a_time():
    steps = (lambda old: {**old, "b": old["a"] + 1}, lambda old: {"c": old["b"] + 1})
    assert migrate({"format": 1, "a": 1}, where="x", steps=steps) == {"format": 3, "c": 3}
    assert migrate({"format": 2, "b": 5}, where="x", steps=steps) == {"format": 3, "c": 6}


@pytest.mark.parametrize("number", range(1, 2 + len(MIGRATIONS)))
def test_a_bundle_of_each_past_format_opens(number):
    opened = Bundle.open(GOLDEN / f"format-{number}")
    assert "".join(opened.charset.graphemes) == "17LTVX"
    assert json.loads((GOLDEN / f"format-{number}" / "bundle.json").read_text("utf-8"))["format"] == number


def test_a_bundle_knows_the_digest_that_seals_its_file(tiny_bundle, make_bundle):
    assert json.loads(to_json(tiny_bundle))["digest"] == tiny_bundle.digest
    assert make_bundle(temperature=0.6).digest != make_bundle(temperature=0.5).digest
