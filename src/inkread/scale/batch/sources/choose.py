"""What the input of a batch is, told by what it is called and by what lies there."""

from collections.abc import Sequence
from pathlib import Path

from inkread.errors import ConfigError, DataError
from inkread.scale.batch.job import Source
from inkread.scale.batch.rows import check_kept
from inkread.scale.batch.sources.csv_rows import CsvRows
from inkread.scale.batch.sources.named import Folder, Remote, Zip
from inkread.scale.batch.sources.parquet_rows import ParquetRows
from inkread.scale.batch.sources.place import Place, anywhere
from inkread.scale.batch.sources.remote import is_url
from inkread.scale.batch.sources.table_cells import Root, Table, root_of

TABLES: dict[str, type[CsvRows] | type[ParquetRows]] = {
    ".csv": CsvRows,
    ".tsv": CsvRows,
    ".parquet": ParquetRows,
}


def source_of(
    address: str, *, column: str | None = None, root: str | None = None, keep: Sequence[str] = ()
) -> Source:
    """Return where the images of `address` are.

    Args:
        address: a folder, a zip, a CSV or a Parquet file, or a URL of one of these.
        column: of a table, the one that holds the images.
        root: of a table, where relative paths begin; by default the table's own folder.
        keep: of a table, the columns that go into the output.

    Raises:
        ConfigError: when `column`, `root` or `keep` would have no effect, or the output has such a column.
        DataError: when there is no such input, or no name.
    """
    if not address:  # of an unset variable: as a path it would be the current folder
        raise DataError("expected a folder, a file or a URL, got an empty name; name one")
    suffix = Path(address.rpartition("/")[2]).suffix.lower()
    is_folder = not is_url(address) and Path(address).is_dir()
    if suffix in TABLES and not is_folder:
        _check_is_there(address)
        check_kept(tuple(keep))
        begin = Root(anywhere(root or root_of(address)))
        return TABLES[suffix](Table(Place.of(address), begin, column, tuple(keep)))
    for option, value in (("--column", column), ("--root", root), ("--keep", keep or None)):
        if value is not None:
            raise ConfigError(f"{address}: expected {option} with a CSV or Parquet file; leave it out")
    if is_url(address):
        return Remote(f"zip://::{address}" if suffix == ".zip" else address)
    if is_folder:
        return Folder(Place.of(address))
    _check_is_there(address)
    if suffix == ".zip":
        return Zip(Place.of(address))
    raise DataError(
        f"{address}: expected a folder, a .zip, .csv or .parquet, or a URL, got another file;"
        " read single images with: inkread read"
    )


def _check_is_there(address: str) -> None:
    """Refuse a path at which there is nothing.

    Raises:
        DataError: when there is no file.
    """
    if not is_url(address) and not Path(address).is_file():
        raise DataError(f"{address}: expected a folder, a file or a URL, got nothing there; check the name")
