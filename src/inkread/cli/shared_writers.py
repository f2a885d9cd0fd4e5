"""The caution about sets whose writers stand on both sides of a split."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from inkread.training.material import Material


def warn_of_shared_writers(material: "Material") -> None:
    """Say on standard error which sets have too few writers to be parted by them."""
    for source in material.shared_writers:
        typer.echo(  # without the `inkread:` of what did not work, by which the window knows that
            f"{source}: its writers are too few, or too uneven, to be kept apart: some are in several"
            " parts, and new ones will be read less well than the figures say",
            err=True,
        )
