"""`inkread desktop`: the window to write in and to open files with, at a computer without a server."""

from typing import Annotated

import typer

from inkread.cli.light import LightCommand

app = typer.Typer()

Files = Annotated[
    list[str] | None, typer.Argument(help="Files and folders to open in it.", show_default=False)
]
Model = Annotated[str | None, typer.Option(help="The model: a bundle's folder, zip or name.")]
History = Annotated[
    str | None,
    typer.Option(metavar="URL|PATH", help="Where readings are kept: an SQLite file or a database URL."),
]
Install = Annotated[
    bool, typer.Option("--install", help="Put the window among the programs of a Linux desktop.")
]
Uninstall = Annotated[bool, typer.Option("--uninstall", help="Take it away from there.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what either of these would do.")]


@app.command(cls=LightCommand)
def desktop(
    files: Files = None,
    bundle: Model = None,
    history: History = None,
    install: Install = False,
    uninstall: Uninstall = False,
    dry_run: DryRun = False,
) -> None:
    """Open the window to write characters in, to read files, and to look back."""
    from inkread.desktop.workbench import Settings

    settings = Settings(bundle, history)
    if install or uninstall or dry_run:
        if install == uninstall or files or settings != Settings():
            raise typer.BadParameter("expected --install or --uninstall, alone or with --dry-run")
        _launcher(install=install, dry_run=dry_run)
        return
    from inkread.desktop.start import start

    start(settings, files or [])


def _launcher(*, install: bool, dry_run: bool) -> None:
    """Write or take away what the desktop knows the window by, and say which files."""
    from inkread.desktop import launcher

    files = (launcher.install if install else launcher.uninstall)(dry_run=dry_run)
    said = ("would be " if dry_run else "") + ("written" if install else "taken away")
    for file in files:
        typer.echo(f"{said}: {file}")
    if not files:
        typer.echo("nothing to take away: the window was not among the programs")
