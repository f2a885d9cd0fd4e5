"""The images' names in a folder of a batch, none of which may be missing without a word."""

from collections.abc import Iterator
from pathlib import Path

from inkread.errors import DataError
from inkread.files_below import files_below, not_listed
from inkread.scale.batch.sources.place import Place


def files_of(place: Place, scratch: Path) -> Iterator[str]:
    """Yield the relative paths of all files below a folder; see `files_below`.

    The folder `scratch` may lie there too; its files are the batch's own.

    Raises:
        DataError: when a folder cannot be listed: its images would be missing without a word.
    """

    def refuse(folder: str, error: OSError) -> None:
        raise DataError(not_listed(Path(place.address) / folder, error)) from error

    return files_below(Path(place.path), refuse, without=scratch)
