"""What a person is told of the images that a run trains and validates on: cautions on standard error."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from inkread.training.material import Material

SURE_TO_VALIDATE = 10  # images of a class, of which one validates however the set is parted
MOST_NAMED = 10  # classes named one by one


def warn_of(material: "Material") -> None:
    """Say on standard error what is to be known of the material before its figures are believed."""
    for caution in cautions(material):
        # without the `inkread:` of what did not work, by which the window knows that
        typer.echo(caution, err=True)


def cautions(material: "Material") -> Iterator[str]:
    """Yield a sentence for each thing that makes figures promise too much, or nothing."""
    for source in material.shared_writers:
        yield (
            f"{source}: its writers are too few, or too uneven, to be kept apart: some are in several"
            " parts, and new ones will be read less well than the figures say"
        )
    if material.unvalidated:
        yield _unvalidated(material)


def _unvalidated(material: "Material") -> str:
    """Return which classes have no image to validate on, and how many images they need."""
    lost, whole = material.unvalidated, len(material.charset)
    advice = f"give each class {SURE_TO_VALIDATE} images or more"
    if not len(material.validation_labels):
        return (
            "No image is left to validate on: nothing will tell how well unseen images are read, and"
            f" confidences stay uncalibrated; {advice}"
        )
    named = ", ".join(lost[:MOST_NAMED]) + (", …" if len(lost) > MOST_NAMED else "")
    return (
        f"No image is left to validate {len(lost)} of {whole} classes on ({named}): the validation accuracy"
        f" says nothing of them; {advice}"
    )
