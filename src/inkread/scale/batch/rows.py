"""Readings as rows of a table, in any of a batch's forms: CSV, JSON Lines or Parquet."""

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inkread.errors import ConfigError, ImageError
from inkread.harmless import escaped, no_formula, printable
from inkread.scale.batch.job import Form, Origin

if TYPE_CHECKING:
    from inkread.predictions import GlyphReading

FORM_OF_SUFFIX: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}
DIGITS = 6  # of a confidence
BAD_COLUMNS = ("source", "reason", "error")
OWN_COLUMN = re.compile(r"source|(text|confidence)(_\d+)?|blank|candidates|set|refusal|warnings|reason|error")
"""What columns of the two tables are called, whatever their form."""

Answer = tuple[Origin, "GlyphReading"]
"""Where an image comes from, and its reading."""
Keep = tuple[str, ...]
"""The columns of a table that go into the output, after its own."""


def check_kept(keep: Keep) -> None:
    """Refuse columns to keep that would stand in the output twice.

    Raises:
        ConfigError: naming the first of them.
    """
    for place, name in enumerate(keep):
        if OWN_COLUMN.fullmatch(name) or name in keep[:place]:
            raise ConfigError(
                f"--keep {name}: expected a column that the output has not, got one that it has; rename it in"
                " the table, or leave it out"
            )


def encode_rows(answers: Sequence[Answer], form: Form, *, top_k: int, keep: Keep = ()) -> bytes:
    """Return readings in the output's form; CSV without a header."""
    if form == "csv":
        flat = [_flat(_nested(origin, reading, keep), top_k) for origin, reading in answers]
        return _csv(flat, columns(top_k, keep))
    rows = [_nested(origin, reading, keep) for origin, reading in answers]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return _parquet(rows, keep)


def encode_bad(refused: Sequence[tuple[Origin, ImageError]], *, keep: Keep = ()) -> bytes:
    """Return the images that could not be read as CSV without a header."""
    rows = [
        {
            "source": escaped(origin.name),
            "reason": error.reason,
            "error": printable(" ".join(str(error).split())),
            **_kept(origin, keep),
        }
        for origin, error in refused
    ]
    return _csv(rows, (*BAD_COLUMNS, *keep))


def header(columns: Sequence[str]) -> bytes:
    """Return the first line of a CSV."""
    return _csv([dict(zip(columns, columns, strict=True))], columns)


def columns(top_k: int, keep: Keep = ()) -> list[str]:
    """Return the columns of a CSV of readings, those of `inkread read --csv` but for the errors."""
    others = [f"{what}_{place}" for place in range(2, top_k + 1) for what in ("text", "confidence")]
    return ["source", "text", "confidence", "blank", *others, "set", "refusal", "warnings", *keep]


def parquet_schema(keep: Keep = ()) -> Any:  # noqa: ANN401 - of pyarrow
    """Return the columns of a Parquet file of readings.

    Raises:
        ConfigError: when pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ConfigError(
            "expected the package pyarrow to write Parquet, got none; install it with:"
            " pip install 'inkread[batch]', or write .csv or .jsonl"
        ) from error
    candidate = pa.struct([("text", pa.string()), ("confidence", pa.float64())])
    return pa.schema(
        [
            ("source", pa.string()),
            ("text", pa.string()),
            ("confidence", pa.float64()),
            ("blank", pa.bool_()),
            ("candidates", pa.list_(candidate)),
            ("set", pa.list_(pa.string())),
            ("refusal", pa.string()),
            ("warnings", pa.list_(pa.string())),
            *((name, pa.string()) for name in keep),
        ]
    )


def _nested(origin: Origin, reading: "GlyphReading", keep: Keep) -> dict[str, Any]:
    """Return a reading as a row whose cells may hold lists."""
    return {
        "source": escaped(origin.name),
        "text": reading.text,
        "confidence": round(reading.confidence, DIGITS),
        "blank": reading.blank,
        "candidates": [
            {"text": candidate.text, "confidence": round(candidate.confidence, DIGITS)}
            for candidate in reading.candidates
        ],
        "set": list(reading.set),
        "refusal": reading.refusal.code if reading.refusal else None,
        "warnings": [warning.code for warning in reading.warnings],
        **_kept(origin, keep),
    }


def _kept(origin: Origin, keep: Keep) -> dict[str, str]:
    """Return the cells of an image's table that go into the output."""
    cells = origin.kept or ("",) * len(keep)
    return {name: escaped(cell) for name, cell in zip(keep, cells, strict=True)}


def _flat(row: dict[str, Any], top_k: int) -> dict[str, Any]:
    """Return a row as one of plain cells."""
    candidates = row.pop("candidates")[1:top_k]
    for place, candidate in enumerate(candidates, start=2):
        row |= {f"{what}_{place}": value for what, value in candidate.items()}
    row |= {what: " ".join(row[what]) for what in ("set", "warnings")}
    return {**row, "blank": str(row["blank"]).lower(), "refusal": row["refusal"] or ""}


def _csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows as CSV without a header, no cell of which is a formula."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writerows({column: no_formula(cell) for column, cell in row.items()} for row in rows)
    return buffer.getvalue().encode()


def _parquet(rows: list[dict[str, Any]], keep: Keep) -> bytes:
    """Return rows as a Parquet file of one row group."""
    schema = parquet_schema(keep)
    import pyarrow as pa
    import pyarrow.parquet

    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows, schema=schema), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
