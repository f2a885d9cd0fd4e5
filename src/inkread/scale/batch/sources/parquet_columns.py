"""Which columns of a Parquet file hold its images, as files' bytes, paths or pixels, and which are kept."""

from dataclasses import dataclass
from typing import Any

from inkread.errors import DataError
from inkread.scale.batch.sources.pixel_cells import pixel_columns
from inkread.scale.batch.sources.table_cells import Table, column_of_images, kept_columns, no_column


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are read.

    Attributes:
        images: the one that holds the images, or those that hold a pixel each.
        kept: those that go into the output.
    """

    images: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Each of them once."""
        return tuple(dict.fromkeys((*self.images, *self.kept)))


def columns_of(schema: Any, table: Table) -> Columns:  # noqa: ANN401 - of pyarrow
    """Return which columns of a schema are read.

    Raises:
        DataError: when there is none that holds images or is to be kept, or it holds something else, or
            another has the same name: a file is asked for its columns by their names.
    """
    names: list[str] = schema.names
    kept = kept_columns(names, table)
    for place in kept:
        if not _is_plain(schema.field(place).type):
            raise DataError(
                f"{table.place.address}: expected plain values in the column {names[place]!r} to keep, got"
                f" {schema.field(place).type}; choose another --keep"
            )
    images = _image_columns(schema, table, kept)
    again = next((names[place] for place in (*images, *kept) if names.count(names[place]) > 1), None)
    if again is not None:
        raise DataError(
            f"{table.place.address}: expected one column named {again!r}, got {names.count(again)}; rename"
            " them in the file, or choose another column"
        )
    return Columns(tuple(names[place] for place in images), tuple(names[place] for place in kept))


def as_text(cells: Any) -> list[str]:  # noqa: ANN401 - an array of pyarrow
    """Return plain values as text, and nothing as none."""
    import pyarrow as pa

    return ["" if text is None else text for text in cells.cast(pa.string()).to_pylist()]


def _image_columns(schema: Any, table: Table, kept: list[int]) -> list[int]:  # noqa: ANN401 - of pyarrow
    """Return which column holds the images, or which hold a pixel each."""
    names: list[str] = schema.names
    kinds = [field.type for field in schema]
    holding = [place for place, kind in enumerate(kinds) if _may_hold_images(kind)]
    place = column_of_images(names, table.column)
    if place is None and table.column is None:
        numbers = [place for place, kind in enumerate(kinds) if _is_number(kind)]
        pixels = pixel_columns([names[place] for place in numbers])
        if pixels is not None:
            return [numbers[place] for place in pixels]
        if len(others := [place for place in holding if place not in kept]) == 1:
            return others
    if place is None:
        raise no_column(names, table.column, table.place.address)
    if place not in holding:
        raise DataError(
            f"{table.place.address}: expected bytes, paths or lists of pixels in the column {names[place]!r},"
            f" got {kinds[place]}; choose another --column"
        )
    return [place]


def _may_hold_images(kind: Any) -> bool:  # noqa: ANN401 - a type of pyarrow
    """Return whether a column of this type may hold the bytes, the paths or the pixels of images."""
    from pyarrow import types

    if types.is_struct(kind):
        return bool(kind.get_field_index("bytes") >= 0)
    if types.is_dictionary(kind):
        return _may_hold_images(kind.value_type)
    if _is_list(kind):
        inner = kind.value_type
        return _is_number(inner.value_type if _is_list(inner) else inner)
    of_bytes = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary)
    of_text = (types.is_string, types.is_large_string, types.is_string_view)
    return any(fits(kind) for fits in (*of_bytes, *of_text))


def _is_plain(kind: Any) -> bool:  # noqa: ANN401 - a type of pyarrow
    """Return whether a cell of this type is one value that can be written as text."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    of_text = (types.is_string, types.is_large_string, types.is_string_view)
    others = (types.is_boolean, types.is_decimal, types.is_temporal)
    return _is_number(kind) or any(fits(kind) for fits in (*of_text, *others))


def _is_list(kind: Any) -> bool:  # noqa: ANN401 - a type of pyarrow
    """Return whether a cell of this type is a list."""
    from pyarrow import types

    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _is_number(kind: Any) -> bool:  # noqa: ANN401 - a type of pyarrow
    """Return whether a cell of this type is a number."""
    from pyarrow import types

    return bool(types.is_integer(kind) or types.is_floating(kind))
