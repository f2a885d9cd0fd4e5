"""What a person is told of the images that a run trains and validates on, and of those it leaves out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from inkread.cli.counted import counted

if TYPE_CHECKING:
    from inkread.training.material import Material

SURE_TO_VALIDATE = 10  # images of a class, of which one validates however the set is parted
MOST_NAMED = 10  # classes named one by one
MANY_LEFT_OUT = 0.1  # share of the images beyond which a person should know why they are left out


def warn_of(material: "Material", *, counting: bool = False) -> None:
    """Say on standard error what is to be known of the material before its figures are believed.

    Args:
        material: gathered.
        counting: also whether many images are left out.
    """
    for caution in (*cautions(material), *(left_out(material) if counting else ())):
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


def left_out(material: "Material") -> Iterator[str]:
    """Yield a sentence where so many images are left out that a person should know why."""
    images = num_images(material)
    lost, whole = images["left_out_alike"] + images["left_out_blank"], sum(images.values())
    if lost > MANY_LEFT_OUT * whole:
        yield (
            f"{lost:,} of {counted(whole, 'image')} are left out: {_left_out(images)}; inkread data explore"
            " shows copies and blanks"
        )


def num_images(material: "Material") -> dict[str, int]:
    """Return how many images train, validate, and are left out for what reason, JSON-ready."""
    return {
        "training": len(material.labels),
        "validation": len(material.validation_labels),
        "left_out_alike": material.num_leaks,
        "left_out_blank": material.num_blank,
    }


def images_sentence(images: dict[str, int]) -> str:
    """Return the counts of `num_images` in a person's words.

    Example:
        >>> images_sentence({"training": 46, "validation": 20, "left_out_alike": 114, "left_out_blank": 0})
        '46 images trained and 20 validated; left out: 114 alike a held-out one.'
        >>> images_sentence({"training": 80, "validation": 10, "left_out_alike": 0, "left_out_blank": 0})
        '80 images trained and 10 validated.'
    """
    lost = _left_out(images)
    told = f"{counted(images['training'], 'image')} trained and {images['validation']:,} validated"
    return f"{told}; left out: {lost}." if lost else f"{told}."


def _left_out(images: dict[str, int]) -> str:
    """Return how many images were left out for what reason, nothing where there were none."""
    reasons = {"left_out_alike": "alike a held-out one", "left_out_blank": "without ink"}
    return ", ".join(f"{images[key]:,} {why}" for key, why in reasons.items() if images[key])


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
