"""`inkread package`: everything that serving needs on another machine, in one zip."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.deploy.footprint import Footprint
    from inkread.deploy.package import Package

SHOWN = 3  # packages named with their sizes


def package(
    target: Annotated[
        str, typer.Option(help="Where it goes: docker (Fargate too), ec2, lambda or systemd.")
    ] = "docker",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The zip, or a folder to lay it out in; else a zip here."),
    ] = None,
    bundle: Annotated[
        str | None, typer.Option(help="A bundle's folder, zip or name that reads in place of the usual one.")
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="In a folder: among other files too, and over what was altered there."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Lay out what serving needs: the application, its locked packages by hash, and how to run it there.

    The zip holds sums of all its files and is the same bytes whenever it is made. A name without .zip is a
    folder, a new one or one of an older package: what that left and this one does not have is removed, and a
    file that somebody altered stays, the package's own beside it as NAME.new.
    """
    from typing import cast

    from inkread.cli.output_file import write_output
    from inkread.deploy.footprint import footprint
    from inkread.deploy.package import Target, lay_out

    made = lay_out(cast("Target", target), bundle=bundle)
    place = output or Path(made.name)
    if place.suffix == ".zip":
        write_output(place, made.archive)
    else:
        _lay(place, made, force=force)
    sizes = footprint(made)
    _print_json(made, place, sizes) if as_json else _print_lines(made, place, sizes)


def _lay(place: Path, made: "Package", *, force: bool) -> None:
    """Write a package's files into a folder, in place of an older package's.

    Raises:
        ConfigError: when something cannot be written or removed there, or it is a folder of something else.
    """
    from inkread.cli.output_file import write_output
    from inkread.deploy.laid_before import laying
    from inkread.errors import ConfigError

    todo = laying(place, made, force=force)
    for (
        path
    ) in todo.left:  # before the new sums, the last of the parts: what is left over is known until then
        try:
            path.unlink()
        except OSError as error:
            raise ConfigError(
                f"{path}: expected to remove a file of an older package, got {error.strerror};"
                " choose another --output"
            ) from error
        typer.echo(f"Removed {path}, of an older package", err=True)
    for part in todo.parts:
        write_output(place / part.name, part.content)
        if part.runs:
            (place / part.name).chmod(0o755)
    for name, new in todo.altered.items():
        own = f"is {place / new}: bring the two together" if new else "is what it was"
        typer.echo(f"Kept {place / name}, which was altered; the package's own {own}", err=True)


def _print_json(made: "Package", place: Path, sizes: "Footprint") -> None:
    """Print what was laid out as JSON."""
    told = {
        "file": str(place),
        "target": made.target,
        "bytes": len(made.archive),
        "sha256": made.sha256,
        "files": {part.name: len(part.content) for part in made.parts},
        "installed_bytes": sizes.total,
        "installed": {"inkread": sizes.application, **sizes.packages},
        "not_installed_here": list(sizes.absent),
    }
    typer.echo(json.dumps(told, indent=2))


def _print_lines(made: "Package", place: Path, sizes: "Footprint") -> None:
    """Print what was laid out, and how large it is, as sentences."""
    from inkread.amounts import told_size

    for part in made.parts:
        typer.echo(f"  {part.name:<36} {told_size(len(part.content)):>9}")
    typer.echo(f"{place}: {told_size(len(made.archive))}, SHA-256 {made.sha256}")
    largest = ", ".join(f"{name} {told_size(size)}" for name, size in list(sizes.packages.items())[:SHOWN])
    typer.echo(f"Installed: about {told_size(sizes.total)} before pruning, of which {largest}")
    if sizes.absent:
        typer.echo(f"Not counted, as they are not installed here: {', '.join(sizes.absent)}")
