"""`inkread history backup` and `restore`: the whole history in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from inkread.cli.counted import counted
from inkread.cli.history_place import Address, opened
from inkread.cli.shared_options import AsJson

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, a zip.", show_default=False)]


def backup(file: File, address: Address = None, as_json: AsJson = False) -> None:
    """Write the whole history, images too, into one file that can be restored into any database.

    It may run while others read and write: what is kept when it begins is in it.
    """
    from dataclasses import asdict

    from inkread.cli.history_output import print_json
    from inkread.cli.progress import bars
    from inkread.history.backup import backup as write

    with opened(address) as store, bars() as tell:
        facts = write(store, file, progress=lambda done, total: tell("Writing", done, total))
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size, **asdict(facts)})
        return
    typer.echo(f"{file}: {_counted(facts.readings, facts.images)}")


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
    from inkread.history.backup_restore import restore_backup

    if check:
        with bars() as tell, opened_backup(file, progress=lambda *n: tell("Checking", *n)) as found:
            facts = found.facts
        said = {"file": str(file), "whole": True, **asdict(facts)}
        line = f"{file}: whole, {_counted(facts.readings, facts.images)}"
    else:
        with opened(address, make=True) as store, bars() as tell:
            options = {"add": add, "take_over": take_over}
            done = restore_backup(store, file, **options, progress=lambda *n: tell("Restoring", *n))
        said = {"file": str(file), **asdict(done)}
        there = f"; {done.there:,} were there already" if done.there else ""
        line = f"Restored {_counted(done.readings, done.images)}{there}"
    print_json(said) if as_json else typer.echo(line)


def _counted(readings: int, images: int) -> str:
    """Return how many readings and images there are, in words."""
    return f"{counted(readings, 'reading')}, {counted(images, 'image')}"
