"""`inkread history`: list, search, correct, delete and export the readings that were kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.counted import counted
from inkread.cli.history_backup import backup, restore
from inkread.cli.history_export import export
from inkread.cli.history_place import Address, opened
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.history import Query

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
app.command("export")(export)
app.command("backup")(backup)
app.command("restore")(restore)

Id = Annotated[str, typer.Argument(metavar="ID", help="The id, or its first digits.", show_default=False)]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Show at most so many.")]
After = Annotated[
    str | None, typer.Option(help="Go on behind the page of before: what its --json calls next.")
]
Unsure = Annotated[
    bool,
    typer.Option("--unsure", help="Least sure first, only what nobody corrected: a queue."),
]


@app.callback()
def history() -> None:
    """List, search, correct, delete, export and back up the readings that were kept."""


@app.command("list")
def list_entries(  # noqa: PLR0913 - each is an option of the command
    unsure: Unsure = False,
    oldest: Annotated[bool, typer.Option("--oldest", help="Oldest first instead of newest.")] = False,
    text: Annotated[str | None, typer.Option(help="Only what shows this, as far as is known.")] = None,
    below: Annotated[float | None, typer.Option(help="Only confidences below this, 0 to 1.")] = None,
    above: Annotated[float | None, typer.Option(help="Only confidences from this on, 0 to 1.")] = None,
    corrected: Annotated[
        bool | None, typer.Option("--corrected/--uncorrected", help="Only what was, or was not, corrected.")
    ] = None,
    door: Annotated[str | None, typer.Option(help="Only what came in by web, desktop, api or cli.")] = None,
    since: Annotated[str | None, typer.Option(help="Only what was kept in this time, such as 7d.")] = None,
    limit: Limit = 20,
    after: After = None,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """List the readings that were kept, newest first."""
    wishes = {"text": text, "below": below, "above": above, "corrected": corrected, "door": door}
    order = "unsure" if unsure else "oldest" if oldest else "newest"
    _print_found(address, as_json, order=order, limit=limit, after=after, since=since, **wishes)


@app.command()
def search(
    words: Annotated[
        str, typer.Argument(metavar="TEXT", help="A part of the answer, correction or file's name.")
    ],
    unsure: Unsure = False,
    limit: Limit = 20,
    after: After = None,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Search answers, corrections and file names, upper and lower case alike."""
    order = "unsure" if unsure else "newest"
    _print_found(address, as_json, order=order, limit=limit, after=after, search=words)


@app.command()
def show(
    start: Id,
    image: Annotated[
        Path | None, typer.Option("--image", help="Write the image to this file, as PNG.")
    ] = None,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Show all about one reading."""
    from inkread.cli.history_output import print_entry
    from inkread.cli.output_file import check_suffix

    if image is not None:
        check_suffix(image, ".png", option="--image")
    with opened(address) as store:
        entry_id = _whole(store, start)
        entry = store.get(entry_id, owner=None)
        picture = store.image(entry_id, owner=None)
    if image is not None:
        _write_image(image, picture or entry.glyph)
    print_entry(entry, as_json=as_json)


@app.command()
def correct(
    start: Id,
    text: Annotated[str | None, typer.Argument(help="What the image shows.", show_default=False)] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the correction back.")] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Say what an image really shows; the answer itself, where it was right, confirms it."""
    if (text is None) != undo:
        raise typer.BadParameter("expected either what the image shows or --undo, got both or neither")
    from inkread.cli.history_output import entry_to_dict, print_json, read_as

    with opened(address) as store:
        entry = store.correct(_whole(store, start), text, owner=None)
    if as_json:
        print_json(entry_to_dict(entry))
        return
    said = "not corrected" if entry.correction is None else f"corrected to {entry.correction}"
    typer.echo(f"{entry.id}: {read_as(entry, entry.text)}, {said}")


@app.command()
def delete(
    starts: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, or their first digits.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Delete readings with their images, for good."""
    from inkread.cli.history_output import print_json

    with opened(address) as store:
        ids = list(dict.fromkeys(_whole(store, start) for start in starts))
        count = counted(len(ids), "reading")
        if not (yes or dry_run):
            typer.confirm(f"Delete {count} with image and all?", abort=True, err=True)
        done = len(ids) if dry_run else store.delete(ids, owner=None)
    if as_json:
        print_json({"ids": ids, "deleted": done, "dry_run": dry_run})
        return
    typer.echo(f"{'Would delete' if dry_run else 'Deleted'} {count}")


@app.command()
def path(
    images: Annotated[bool, typer.Option("--images", help="The folder of images instead.")] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Print where the history is, whether it is there yet or not."""
    from inkread.cli.history_output import print_json
    from inkread.history import history_place

    place = history_place(address)
    if as_json:
        print_json({"history": place.shown, "images": str(place.images)})
        return
    typer.echo(place.images if images else place.shown)


@app.command()
def status(address: Address = None, as_json: AsJson = False) -> None:
    """Say how much is kept, and how much room it takes."""
    from inkread.cli.history_status import print_status

    print_status(address, as_json=as_json)


def _print_found(address: str | None, as_json: bool, *, since: str | None = None, **wishes: Any) -> None:  # noqa: ANN401
    """Print what a query finds."""
    query = _query(since, wishes)
    from inkread.cli.history_output import print_page

    with opened(address) as store:
        page = store.find(query)
    print_page(page, as_json=as_json)


def _query(since: str | None, wishes: dict[str, Any]) -> "Query":
    """Return the operator's query."""
    from datetime import UTC, datetime

    from inkread.cli.amounts import duration
    from inkread.history import Query

    begin = None if since is None else datetime.now(UTC) - duration(since)
    return Query(None, since=begin, **wishes)


def _whole(store: Any, start: str) -> str:  # noqa: ANN401 - a Store, which is not imported here
    """Return the whole id that begins with these digits."""
    from inkread.history.named import id_of

    return id_of(store, start, owner=None)


def _write_image(path: Path, image: bytes | None) -> None:
    """Write the image of an entry.

    Raises:
        ConfigError: when there is none, or nothing can be written there.
    """
    from inkread.cli.output_file import write_output
    from inkread.errors import ConfigError

    if image is None:
        raise ConfigError(f"{path}: expected a reading with its image kept, got one without; name another")
    write_output(path, image, option="--image")
