"""`inkread clean`: let old and large images go, and what killed processes left."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.history_place import Address, opened
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.history import Cleaned, Going


def clean(  # noqa: PLR0913 - each is an option of the command
    older_than: Annotated[
        str | None, typer.Option(help="Let go of images kept longer ago than this, such as 7d or 12h.")
    ] = None,
    max_size: Annotated[
        str | None, typer.Option(help="Let the oldest go until all images take no more than this: 2GB.")
    ] = None,
    rows: Annotated[
        bool, typer.Option("--rows/--keep-rows", help="Whether what was read goes with its image.")
    ] = False,
    spare_corrected: Annotated[
        bool,
        typer.Option("--spare-corrected", help="Leave corrected readings as they are."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    address: Address = None,
    as_json: AsJson = False,
) -> None:
    """Clean up the history: old images, too many images, and files that belong to nothing.

    What was read stays, unless --rows lets it go too. Without a limit only what killed processes left goes.
    """
    from datetime import UTC, datetime

    from inkread.cli.amounts import duration, size
    from inkread.history import Policy
    from inkread.history import clean as clean_up

    policy = Policy(
        older_than=None if older_than is None else duration(older_than),
        max_size=None if max_size is None else size(max_size),
        rows="delete" if rows else "keep",
        spare_corrected=spare_corrected,
    )
    going: list[Going] = []
    with opened(address) as store:
        done = clean_up(store, policy, now=datetime.now(UTC), dry_run=dry_run, tell=going.append)
    _print_json(done, going) if as_json else _print_lines(done, going, rows=rows)


def _print_json(done: "Cleaned", going: "list[Going]") -> None:
    """Print what went as JSON, each thing by name."""
    from dataclasses import asdict

    from inkread.cli.history_output import print_json

    told: dict[str, Any] = {**asdict(done), "going": [asdict(one) for one in going]}
    print_json(told)


def _print_lines(done: "Cleaned", going: "list[Going]", *, rows: bool) -> None:
    """Print what went as sentences; of a dry run each thing by name."""
    from inkread.amounts import told_size

    if done.dry_run:
        for one in going:
            typer.echo(f"{one.id}  {one.reason:<5}  {told_size(one.bytes)}")
    what = "readings" if rows else "images"
    parts = [
        f"{count:,} {said}"
        for count, said in (
            (done.aged, f"{what} past their time"),
            (done.oversized, f"{what} over the size"),
            (done.strays, "files that belong to nothing"),
            (done.lost, "readings that had lost their image"),
        )
        if count
    ]
    verb = "Would let go" if done.dry_run else "Let go"
    typer.echo(f"{verb} of {', '.join(parts)}: {told_size(done.bytes)}" if parts else "Nothing to clean up")
