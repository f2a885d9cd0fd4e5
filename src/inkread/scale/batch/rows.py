"""Readings as rows of a table, in any of a batch's forms: CSV, JSON Lines or Parquet."""

import csv
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inkread.errors import ConfigError, ImageError
from inkread.harmless import no_formula, printable
from inkread.scale.batch.job import Form

if TYPE_CHECKING:
    from inkread.predictions import GlyphReading

FORM_OF_SUFFIX: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}
DIGITS = 6  # of a confidence
BAD_COLUMNS = ("source", "reason", "error")

Answer = tuple[str, "GlyphReading"]
"""What the output calls an image, and its reading."""


def encode_rows(answers: Sequence[Answer], form: Form, *, top_k: int) -> bytes:
    """Return readings in the output's form; CSV without a header."""
    if form == "csv":
        return _csv([_flat(name, reading, top_k) for name, reading in answers], columns(top_k))
    rows = [_nested(name, reading) for name, reading in answers]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return _parquet(rows)


def encode_bad(refused: Sequence[tuple[str, ImageError]]) -> bytes:
    """Return the images that could not be read as CSV without a header."""
    rows = [
        {"source": printable(name), "reason": error.reason, "error": printable(" ".join(str(error).split()))}
        for name, error in refused
    ]
    return _csv(rows, BAD_COLUMNS)


def header(columns: Sequence[str]) -> bytes:
    """Return the first line of a CSV."""
    return (",".join(columns) + "\n").encode()


def columns(top_k: int) -> list[str]:
    """Return the columns of a CSV of readings, those of `inkread read --csv` but for the errors."""
    others = [f"{what}_{place}" for place in range(2, top_k + 1) for what in ("text", "confidence")]
    return ["source", "text", "confidence", "blank", *others, "set", "refusal", "warnings"]


def parquet_schema() -> Any:  # noqa: ANN401 - of pyarrow
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
        ]
    )


def _nested(name: str, reading: "GlyphReading") -> dict[str, Any]:
    """Return a reading as a row whose cells may hold lists."""
    return {
        "source": printable(name),
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
    }


def _flat(name: str, reading: "GlyphReading", top_k: int) -> dict[str, Any]:
    """Return a reading as a row of plain cells."""
    row = _nested(name, reading)
    candidates = row.pop("candidates")[1:top_k]
    for place, candidate in enumerate(candidates, start=2):
        row |= {f"{what}_{place}": value for what, value in candidate.items()}
    row |= {what: " ".join(row[what]) for what in ("set", "warnings")}
    return {**row, "blank": str(reading.blank).lower(), "refusal": row["refusal"] or ""}


def _csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows as CSV without a header, no cell of which is a formula."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writerows({column: no_formula(cell) for column, cell in row.items()} for row in rows)
    return buffer.getvalue().encode()


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    """Return rows as a Parquet file of one row group."""
    schema = parquet_schema()
    import pyarrow as pa
    import pyarrow.parquet

    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows, schema=schema), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
