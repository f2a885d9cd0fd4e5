"""The options by which a recipe's settings are changed, the same for every command that trains."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None,
    typer.Option("--config", help="A TOML file of settings, as `inkread recipes show` prints it."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="SETTING=VALUE",
        help="A setting instead of the recipe's, such as learning_rate=0.01; repeatable.",
    ),
]
