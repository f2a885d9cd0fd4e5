"""The options that several commands take, each declared and explained once."""

from pathlib import Path
from typing import Annotated

import typer

TrainingData = Annotated[
    list[str],
    typer.Option(
        "--data",
        help="What to train on: SOURCE or SOURCE:SPLIT, a known set or a path; without a split its test part"
        " is left alone; repeatable.",
    ),
]
RecipeName = Annotated[
    str | None,
    typer.Option("--recipe", help="The recipe, one of `inkread recipes`; that of --config, else compact."),
]
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
Epochs = Annotated[int | None, typer.Option("--epochs", help="Instead of the recipe's.")]
LeakCheck = Annotated[
    bool,
    typer.Option("--leak-check/--no-leak-check", help="Leave out training images like a held-out one."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with --run where it was stopped.")]
Load = Annotated[Path | None, typer.Option("--load", help="Start from the weights of a .keras or .h5 file.")]
Report = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write the report here instead of report.html in --run."),
]
Home = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of the fetched sets; else INKREAD_DATA_HOME or the system's place."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Ray = Annotated[
    str | None,
    typer.Option(
        "--ray", metavar="ADDRESS", help="Work over the Ray cluster there; `local` starts one here."
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=1, help="Processes that read at once; the output is the same for any number."
    ),
]
