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


@app.command(cls=LightCommand)
def desktop(files: Files = None, bundle: Model = None, history: History = None) -> None:
    """Open the window to write characters in, to read files, and to look back."""
    from inkread.desktop.start import start
    from inkread.desktop.workbench import Settings

    start(Settings(bundle, history), files or [])
