"""A look inside: the steps from the paper to the network, and what each of its layers makes of the glyph."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inkread.desktop.answers import answer_of
from inkread.desktop.jobs.words import fitted_page
from inkread.desktop.replies import Inside, Picture, Told
from inkread.desktop.requests import Box, LookInside
from inkread.desktop.workbench import Workbench

if TYPE_CHECKING:
    from inkread.predictions import GlyphReading
    from inkread.preprocess.decode import DecodedImage
    from inkread.recognition.stages import Stage
    from inkread.trail import GreyImage

PANEL = 150  # px of a step's picture, longest side
PAPER = 0.3  # of a character's longer side: paper around it when it is cut out of a word


def look_inside(bench: Workbench, asked: LookInside) -> Iterator[Told]:
    """Show every step; a blank picture has none in the network."""
    from inkread.desktop.stage_pictures import stage_picture

    image, name = _image(bench, asked)
    reading = replace(bench.reader().read(image, pictures=True), source=name)
    stages: tuple[Picture, ...] = ()
    if not reading.blank and reading.glyph is not None:
        found = bench.inspector().inspect(reading.glyph).stages
        stages = tuple(
            Picture(
                stage.name,
                stage.kind,
                _shape(stage),
                stage_picture(stage.values, dark=asked.dark, scale=asked.scale),
            )
            for stage in found
        )
    yield Inside(answer_of(reading), tuple(_trail(reading, asked)), stages)


def _image(bench: Workbench, asked: LookInside) -> "tuple[DecodedImage, str | None]":
    """Return the pixels to look at, of words those of one character, and the name of their file."""
    from inkread.preprocess.decode import DecodedImage

    image, name = _whole(bench, asked)
    if asked.box is None:
        return image, name
    return DecodedImage(cut_out(fitted_page(image), asked.box)), name


def cut_out(page: "GreyImage", box: Box) -> "GreyImage":
    """Return one character with paper around it, as if it stood by itself.

    Args:
        page: the picture that it stands in, axes (height, width).
        box: top, left, height and width of its ink, which touches every side of the box.
    """
    import numpy as np

    top, left, height, width = box
    around = max(1, round(PAPER * max(height, width)))
    wide = page[max(0, top - around) : top + height + around, max(0, left - around) : left + width + around]
    paper = np.full((height + 2 * around, width + 2 * around), np.median(wide), np.uint8)
    paper[around : around + height, around : around + width] = page[top : top + height, left : left + width]
    return paper


def _whole(bench: Workbench, asked: LookInside) -> "tuple[DecodedImage, str | None]":
    """Return the pixels of the drawing, file or kept reading, and the name of the file."""
    if not isinstance(asked.source, str):
        from inkread.preprocess.decode import decode

        return decode(asked.source), None
    if asked.is_entry:
        return bench.kept_image(asked.source), None
    return bench.pages(asked.source).page(asked.page), asked.source


def _trail(reading: "GlyphReading", asked: LookInside) -> Iterator[Picture]:
    """Yield the steps of preprocessing that have a picture."""
    from inkread.desktop.stage_pictures import panel

    for step in reading.trail.steps:
        if step.picture is not None:
            height, width = step.picture.shape
            is_drawn = step.name == "decode" and not isinstance(asked.source, str)
            name = "strokes" if is_drawn else step.name
            yield Picture(name, "step", f"{height} × {width}", panel(step.picture, PANEL * asked.scale))


def _shape(stage: "Stage") -> str:
    """Return a stage's axes in words."""
    return " × ".join(str(side) for side in stage.values.shape)
