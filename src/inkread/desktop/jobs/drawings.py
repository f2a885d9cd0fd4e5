"""Drawings: read, kept, and written to files."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from inkread import atomic
from inkread.bundle.card import card_of
from inkread.desktop.answers import answer_of
from inkread.desktop.replies import Kept, Ready, Rendered, Saved, Told
from inkread.desktop.requests import KeepDrawing, Open, ReadDrawing, RenderDrawing, SaveDrawing, SaveSample
from inkread.desktop.svg import svg_of
from inkread.desktop.workbench import Workbench
from inkread.folder_names import folder_of, grapheme_of


def open_reader(bench: Workbench, _: Open) -> Iterator[Told]:
    """Load the network, so that the first stroke need not wait for it, and tell what it is."""
    reader = bench.reader().warm()
    bundle = reader.bundle
    yield Ready(bundle.name, reader.charset.graphemes, card_of(bundle.origin))


def read_drawing(bench: Workbench, asked: ReadDrawing) -> Iterator[Told]:
    """Read what is on the sheet."""
    yield answer_of(bench.reader(asked.charset).read(asked.strokes))


def keep_drawing(bench: Workbench, asked: KeepDrawing) -> Iterator[Told]:
    """Read a drawing and keep it, with what the person says that it shows."""
    from inkread.history import LOCAL_OWNER
    from inkread.history.rows import checked_correction
    from inkread.preprocess.decode import decode

    # Checked first: a reading that is kept without its correction would be kept again with it.
    said = None if asked.correction is None else checked_correction(asked.correction)
    image = decode(asked.strokes)
    reading = bench.reader(asked.charset).read(image)
    entry = bench.keep(reading, image.grey, strokes=asked.strokes)
    if said is not None:
        bench.store().correct(entry.id, said, owner=LOCAL_OWNER)
    yield Kept(entry.id)


def render_drawing(_: Workbench, asked: RenderDrawing) -> Iterator[Told]:
    """Make a picture of a drawing, to be pasted elsewhere."""
    yield Rendered(_png(asked))


def save_drawing(_: Workbench, asked: SaveDrawing) -> Iterator[Told]:
    """Write a drawing to a file: lines into an SVG, else pixels into a PNG."""
    if asked.path.suffix.lower() == ".svg":
        atomic.write_text(asked.path, svg_of(asked.strokes))
    else:
        atomic.write_bytes(asked.path, _png(asked))
    yield Saved(asked.path)


def save_sample(_: Workbench, asked: SaveSample) -> Iterator[Told]:
    """Write a drawing into the folder of what it shows, as `inkread train --data` takes it."""
    folder = asked.folder / folder_of(grapheme_of(asked.label))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"drawn-{uuid4().hex[:12]}.png"
    atomic.write_bytes(path, _png(asked))
    yield Saved(Path(path))


def _png(asked: RenderDrawing | SaveDrawing | SaveSample) -> bytes:
    """Return the PNG of a drawing, as the reader sees it."""
    from inkread.history.png import png_of
    from inkread.preprocess.stroke_rendering import render

    return png_of(render(asked.strokes))
