"""The section `doubt` of `bundle.json`: from its record to JSON and, checked, back again."""

import base64
import binascii
from types import MappingProxyType
from typing import Any

from inkread.bundle.doubt import CharsetDoubt, Doubt, Gate, Matrix, SetLimits
from inkread.bundle.fields import Fields


def to_fields(doubt: Doubt) -> dict[str, Any]:
    """Return the section as JSON-ready values."""
    gate = doubt.gate
    return {
        "charsets": [
            {
                "charset": one.charset,
                "temperature": one.temperature,
                "num": list(one.num),
                "sets": [
                    {"coverage": level.coverage, "limits": list(level.limits), "pooled": list(level.pooled)}
                    for level in one.sets
                ],
            }
            for one in doubt.charsets
        ],
        "gate": gate
        and {
            "tensor": gate.tensor,
            "signals": list(gate.signals),
            "weights": list(gate.weights),
            "bias": gate.bias,
            "limit": gate.limit,
            "arrays": {
                name: {
                    "shape": list(matrix.shape),
                    "float32": base64.b64encode(matrix.content).decode("ascii"),
                }
                for name, matrix in gate.arrays.items()
            },
            "kept": dict(gate.kept),
        },
        "data": doubt.data,
        "command": doubt.command,
    }


def doubt(fields: Fields | None) -> Doubt | None:
    """Return what the bundle knows of its doubt, or None where it knows nothing."""
    if fields is None:
        return None
    made = Doubt(
        charsets=tuple(_charset(one) for one in fields.inner_list("charsets")),
        gate=_gate(fields.optional_inner("gate")),
        data=fields.text("data"),
        command=fields.text("command"),
    )
    fields.end()
    return made


def _charset(fields: Fields) -> CharsetDoubt:
    """Return what was learnt of one charset."""
    made = CharsetDoubt(
        charset=fields.any_text("charset"),
        temperature=fields.number("temperature"),
        num=fields.values("num", int),
        sets=tuple(_set_limits(one) for one in fields.inner_list("sets")),
    )
    fields.end()
    return made


def _set_limits(fields: Fields) -> SetLimits:
    """Return the limits of one level."""
    made = SetLimits(
        coverage=fields.number("coverage"),
        limits=tuple(float(value) for value in fields.values("limits", float)),
        pooled=fields.values("pooled", str),
    )
    fields.end()
    return made


def _gate(fields: Fields | None) -> Gate | None:
    """Return the gate, or None where there is none."""
    if fields is None:
        return None
    arrays = fields.inner("arrays")
    made = Gate(
        tensor=fields.text("tensor"),
        signals=fields.values("signals", str),
        weights=tuple(float(value) for value in fields.values("weights", float)),
        bias=fields.number("bias"),
        limit=fields.number("limit"),
        arrays=MappingProxyType({name: _matrix(arrays.inner(name)) for name in arrays.names()}),
        kept=MappingProxyType(fields.numbers("kept")),
    )
    fields.end()
    return made


def _matrix(fields: Fields) -> Matrix:
    """Return one array."""
    rows, columns = fields.pair("shape")
    coded = fields.text("float32")
    try:
        content = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise fields.complaint("float32", "base64", coded) from error
    fields.end()
    return Matrix((rows, columns), content)
