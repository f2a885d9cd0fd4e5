"""`inkread clean`: let old and large images go, old backups of them, and what killed processes left."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.history_place import Address, opened
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from datetime import timedelta

    from inkread.history import Cleaned, Going


OlderThan = Annotated[
    str | None, typer.Option(help="Let go of images kept longer ago than this, such as 7d or 12h.")
]
MaxSize = Annotated[
    str | None, typer.Option(help="Let the oldest go until all images take no more than this: 2GB.")
]
Rows = Annotated[bool, typer.Option("--rows/--keep-rows", help="Whether what was read goes with its image.")]
SpareCorrected = Annotated[
    bool, typer.Option("--spare-corrected", help="Leave corrected readings as they are.")
]
Backups = Annotated[
    Path | None, typer.Option(help="A folder of dated backups: those older than --older-than go too.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")]


def clean(  # noqa: PLR0913 - each is an option of the command
    older_than: OlderThan = None,
    max_size: MaxSize = None,
    rows: Rows = False,
    spare_corrected: SpareCorrected = False,
    backups: Backups = None,
    dry_run: DryRun = False,
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
    from inkread.history.generations import remove_older

    age = None if older_than is None else duration(older_than)
    if backups is not None:
        _check_backups(backups, age)
    most = None if max_size is None else size(max_size)
    policy = Policy(age, most, rows="delete" if rows else "keep", spare_corrected=spare_corrected)
    now = datetime.now(UTC)
    going: list[Going] = []
    with opened(address) as store:
        done = clean_up(store, policy, now=now, dry_run=dry_run, tell=going.append)
    old = [] if backups is None or age is None else remove_older(backups, now - age, dry_run=dry_run)
    if as_json:
        _print_json(done, going, old)
        return
    _print_lines(done, going, rows=rows)
    for path in old:
        typer.echo(f"{'Would remove' if dry_run else 'Removed'} {path}, a backup past its time")


def _check_backups(folder: Path, age: "timedelta | None") -> None:
    """Refuse a folder of backups of which none would ever go, before anything else goes.

    Raises:
        typer.BadParameter: when no age is given, or there is no such folder.
    """
    if age is None:
        raise typer.BadParameter(
            "expected an age past which backups go, got none; add --older-than, or leave --backups out",
            param_hint="--backups",
        )
    if not folder.is_dir():
        raise typer.BadParameter(
            f"expected a folder of dated backups, got {folder}, which is none; name one, or make it",
            param_hint="--backups",
        )


def _print_json(done: "Cleaned", going: "list[Going]", backups: list[Path]) -> None:
    """Print what went as JSON, each thing by name."""
    from dataclasses import asdict

    from inkread.cli.history_output import print_json

    told: dict[str, Any] = {**asdict(done), "going": [asdict(one) for one in going]}
    told["backups"] = [str(path) for path in backups]
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
