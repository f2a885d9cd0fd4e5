"""What `inkread history status` prints: how much is kept, since when, and the room it takes."""

from typing import TYPE_CHECKING

import typer

from inkread.amounts import told_size
from inkread.cli.history_output import print_json

if TYPE_CHECKING:
    from inkread.history import Tally


def print_status(address: str | None, *, as_json: bool) -> None:
    """Print how much is kept in the history at `address`; nothing is made where there is none."""
    from inkread.history import Tally, history_place, tally

    place = history_place(address)
    counted = Tally(0, 0, 0, 0, 0, None, None)
    if place.file is None or place.file.is_file():
        store = place.open()
        try:
            counted = tally(store)
        finally:
            store.close()
    database_bytes = place.file.stat().st_size if place.file and place.file.is_file() else None
    if as_json:
        print_json(
            {
                "history": place.shown,
                "images_folder": str(place.images),
                "entries": counted.entries,
                "corrected": counted.corrected,
                "images": counted.images,
                "image_bytes": counted.image_bytes,
                "database_bytes": database_bytes,
                "owners": counted.owners,
                "oldest": counted.oldest and counted.oldest.isoformat(),
                "newest": counted.newest and counted.newest.isoformat(),
            }
        )
        return
    _print_lines(place.shown, counted, database_bytes)


def _print_lines(shown: str, counted: "Tally", database_bytes: int | None) -> None:
    """Print the counts as sentences."""
    typer.echo(f"History at {shown}")
    if not counted.entries:
        typer.echo("Nothing is kept in it yet")
        return
    typer.echo(f"  readings   {counted.entries:,}, {counted.corrected:,} of them corrected or confirmed")
    typer.echo(f"  images     {counted.images:,}, {told_size(counted.image_bytes)}")
    if database_bytes is not None:
        typer.echo(f"  database   {told_size(database_bytes)}")
    if counted.oldest and counted.newest:
        first, last = counted.oldest.astimezone(), counted.newest.astimezone()
        typer.echo(f"  kept       from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}")
    typer.echo(f"  owners     {counted.owners:,}")
