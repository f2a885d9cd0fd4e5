"""Each section of `bundle.json`, from its checked fields to its record."""

import base64
import binascii
from types import MappingProxyType

from inkread.bundle.fields import Fields
from inkread.bundle.parts import (
    ANY_WIDTH,
    Golden,
    InputSpec,
    ModelFile,
    OutputSpec,
    PreprocessSpec,
    Score,
    Training,
)
from inkread.charset import Charset


def charset(fields: Fields) -> Charset:
    """Return the charset, in the order of the logits."""
    made = Charset(fields.values("graphemes", str), MappingProxyType(fields.texts("folds")))
    fields.end()
    return made


def preprocess(fields: Fields) -> PreprocessSpec:
    """Return the preprocessing that belongs before the network."""
    made = PreprocessSpec(fields.text("contract"), MappingProxyType(fields.scalars("settings")))
    fields.end()
    return made


def input_spec(fields: Fields) -> InputSpec:
    """Return what the graph takes; the first axis of its shape is the batch, `n`."""
    name = fields.text("name")
    shape = tuple(fields.items("shape"))
    if shape[:1] != ("n",):
        raise fields.complaint("shape", "a list that begins with 'n'", list(shape))
    low, high = fields.pair("range")
    sides = tuple(ANY_WIDTH if side == "width" else side for side in shape[1:])
    made = InputSpec(name, sides, fields.text("dtype"), fields.text("polarity"), (low, high))
    fields.end()
    return made


def output_spec(fields: Fields) -> OutputSpec:
    """Return what the graph gives."""
    made = OutputSpec(fields.text("name"), fields.text("kind"))
    fields.end()
    return made


def training(fields: Fields) -> Training:
    """Return where the weights come from."""
    made = Training(
        data=fields.text("data"),
        recipe=fields.text("recipe"),
        seeds=fields.values("seeds", int),
        epochs=fields.whole("epochs"),
        packages=MappingProxyType(fields.texts("packages")),
        created=fields.text("created"),
    )
    fields.end()
    return made


def scores(fields: Fields, name: str) -> tuple[Score, ...]:
    """Return the measured figures of the list `name`."""
    return tuple(_score(item) for item in fields.inner_list(name))


def golden(fields: Fields | None) -> Golden | None:
    """Return the glyph that proves the model after loading, or None where the bundle has none."""
    if fields is None:
        return None
    coded = fields.text("glyph")
    try:
        glyph = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise fields.complaint("glyph", "base64", coded) from error
    made = Golden(glyph, tuple(float(value) for value in fields.values("logits", float)))
    fields.end()
    return made


def model_file(fields: Fields) -> ModelFile:
    """Return what `model.onnx` must be."""
    made = ModelFile(fields.text("sha256"), fields.whole("size"))
    fields.end()
    return made


def _score(fields: Fields) -> Score:
    """Return one measured figure."""
    made = Score(
        set=fields.text("set"),
        charset=fields.text("charset"),
        metric=fields.text("metric"),
        value=fields.number("value"),
        spread=fields.optional_number("spread"),
        n=fields.whole("n"),
        seeds=fields.values("seeds", int),
        command=fields.text("command"),
    )
    fields.end()
    return made
