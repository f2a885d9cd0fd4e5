"""`inkread history backup` and `restore`: the whole history in one file, and back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.counted import counted
from inkread.cli.history_place import Address, is_there, opened
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.history.backup_restore import Restored

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, a zip.", show_default=False)]
Target = Annotated[
    str,  # a path loses the stroke at its end, which says that it is a folder
    typer.Argument(
        metavar="FILE|FOLDER", help="The backup, a zip; or a folder for dated ones.", show_default=False
    ),
]


def backup(
    target: Target,
    keep: Annotated[
        int | None, typer.Option(min=1, help="How many dated backups stay in a folder; else all.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also where it would be empty, and the one before is not.")
    ] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole history, images too, into one file that can be restored into any database.

    It may run while others read and write: what is kept when it begins is in it. It is read back before it
    takes its place.
    """
    from dataclasses import asdict
    from datetime import UTC, datetime

    from inkread.cli.history_output import print_json
    from inkread.cli.progress import bars
    from inkread.history.safe_backup import Wish, back_up

    place = Path(target)
    if keep is not None or target.endswith(("/", os.sep)):
        _make_folder(place)
    with opened(address) as store, bars() as tell:
        wish = Wish(datetime.now(UTC), keep, force, progress=lambda *n: tell("Writing", *n))
        done = back_up(store, place, wish)
    if as_json:
        removed = [str(path) for path in done.removed]
        size = done.file.stat().st_size
        print_json({"file": str(done.file), "bytes": size, **asdict(done.facts), "removed": removed})
        return
    typer.echo(f"{done.file}: {_counted(done.facts.readings, done.facts.images)}")
    for path in done.removed:
        typer.echo(f"Removed {path}, an older one")


def restore(
    file: File,
    add: Annotated[
        bool, typer.Option("--add", help="Into a history that holds readings; those it has stay as they are.")
    ] = False,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", help="Where its images belong lie those of a history that is gone."),
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Only check that the backup is whole.")] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Put everything back that a backup holds, into an empty history unless --add is given."""
    from dataclasses import asdict

    from inkread.cli.history_output import print_json
    from inkread.cli.progress import bars
    from inkread.history.backup_file import opened_backup

    if check:
        with bars() as tell, opened_backup(file, progress=lambda *n: tell("Checking", *n)) as found:
            facts = found.facts
        said = {"file": str(file), "whole": True, **asdict(facts)}
        line = f"{file}: whole, {_counted(facts.readings, facts.images)}"
    else:
        done = _restored(file, address, add=add, take_over=take_over)
        said = {"file": str(file), **asdict(done)}
        there = f"; {done.there:,} were there already" if done.there else ""
        line = f"Restored {_counted(done.readings, done.images)}{there}"
    print_json(said) if as_json else typer.echo(line)


def _restored(file: Path, address: str | None, *, add: bool, take_over: bool) -> "Restored":
    """Restore a backup, which is checked before a history is made for it; return what was done."""
    from inkread.cli.progress import bars
    from inkread.history.backup_file import opened_backup
    from inkread.history.backup_restore import check_empty, restore_backup

    with bars() as tell:

        def progress(done: int, total: int) -> None:
            tell("Restoring", done, total)

        if is_there(address):  # before a large backup is read for nothing
            with opened(address) as store:
                check_empty(store, add=add)
        with opened_backup(file, progress=progress) as backup, opened(address, make=True) as store:
            return restore_backup(store, backup, add=add, take_over=take_over, progress=progress)


def _make_folder(folder: Path) -> None:
    """Make the folder of dated backups where there is none, for its owner's eyes only.

    Raises:
        typer.BadParameter: when a file is named.
        HistoryError: when it cannot be made.
    """
    from inkread.history.faults import told

    if folder.suffix == ".zip" or folder.is_file():
        raise typer.BadParameter(
            f"expected a folder to keep several backups in, got {folder}; name one", param_hint="--keep"
        )
    with told(str(folder)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _counted(readings: int, images: int) -> str:
    """Return how many readings and images there are, in words."""
    return f"{counted(readings, 'reading')}, {counted(images, 'image')}"
