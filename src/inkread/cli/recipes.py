"""`inkread recipes`: the recipes to train by, their settings, and the networks they make."""

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.output_file import write_output
from inkread.cli.shared_options import AsJson, Config, Settings

if TYPE_CHECKING:
    from inkread.training.anatomy import Anatomy
    from inkread.training.recipes import Recipe

DIGITS = 10

app = typer.Typer(help="List the recipes to train by, and show one whole.")


@app.callback(invoke_without_command=True)
def recipes(context: typer.Context, json: AsJson = False) -> None:
    """List the recipes to train by; `inkread recipes show NAME` shows one whole."""
    if context.invoked_subcommand is not None:
        return
    from inkread.training.recipes import RECIPES

    if json:
        typer.echo(jsonlib.dumps([recipe.to_dict() for recipe in RECIPES.values()], indent=2))
        return
    width = max(map(len, RECIPES))
    for recipe in RECIPES.values():
        typer.echo(f"{recipe.name:<{width}}  {recipe.summary}")


@app.command()
def show(
    name: Annotated[str | None, typer.Argument(help="The recipe; compact if not named.")] = None,
    config: Config = None,
    settings: Settings = None,
    classes: Annotated[
        int, typer.Option("--classes", min=2, max=10_000, help="Characters to tell apart; ten for digits.")
    ] = DIGITS,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a drawing (.svg) or the settings (.toml) to this file."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Show a recipe: settings, layer table and a drawing of the network.

    What is printed is TOML, the table and the drawing comments in it: change it and train by it with
    `inkread train --config FILE`.
    """
    from inkread.cli.quiet_tensorflow import quiet_tensorflow
    from inkread.training.recipes.choice import choose
    from inkread.training.recipes.toml_text import to_toml

    recipe = choose(name, config=config, assignments=settings or ())
    suffix = None if output is None else _suffix(output)
    with quiet_tensorflow():
        from inkread.training.anatomy import anatomy
        from inkread.training.architectures import build
        from inkread.training.drawing_svg import draw_svg

    facts = anatomy(build(recipe.network, classes))
    if output is not None:
        text = draw_svg(facts, title=recipe.name) if suffix == ".svg" else to_toml(recipe)
        write_output(output, text)
    told = {"recipe": recipe.to_dict(), "classes": classes, "network": facts.to_dict()}
    typer.echo(jsonlib.dumps(told, indent=2) if json else _page(recipe, facts, classes), nl=json)


def _suffix(output: Path) -> str:
    """Return what kind of file is asked for."""
    from inkread.errors import ConfigError

    suffix = output.suffix.lower()
    if suffix not in {".svg", ".toml"}:
        raise ConfigError(
            f"{output}: expected a file in .svg or .toml, got {suffix or 'no suffix'}; name one"
        )
    return suffix


def _page(recipe: "Recipe", facts: "Anatomy", classes: int) -> str:
    """Return the recipe as TOML, what is known of its network before it as comments."""
    from inkread.training.drawing import draw, table
    from inkread.training.recipes.toml_text import to_toml

    reach = (
        f"{classes} characters; a number of the last maps sees {facts.receptive_field} px of the glyph's 28,"
        f" its neighbour the same {facts.downsampling} px further on"
    )
    said = [f"{recipe.name}: {recipe.summary}", "", draw(facts), "", table(facts), "", reach]
    comments = [f"# {line}".rstrip() for part in said for line in (part.splitlines() or [""])]
    return "\n".join(comments) + "\n\n" + to_toml(recipe)
