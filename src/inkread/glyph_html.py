"""A reading as a few lines of HTML: what the network saw, a bar for each candidate, and the warnings."""

import base64
import io
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

from inkread.trail import GreyImage

if TYPE_CHECKING:
    from inkread.predictions import GlyphReading

LONGEST = 168  # px of a picture, six times the network's input; a photo of megapixels would fill the notebook
SHOWN = 84  # px that it takes on the page


def glyph_html(reading: "GlyphReading") -> str:
    """Return `reading` as HTML for a notebook: the picture of every step that was kept, then the answer."""
    steps = [(step.name, step.picture) for step in reading.trail.steps if step.picture is not None]
    if not steps and reading.glyph is not None:
        steps = [("what the network saw", reading.glyph)]
    pictures = "".join(_picture(name, image) for name, image in steps)
    warnings = "".join(f"<p>⚠ {escape(warning.message)}</p>" for warning in reading.cautions)
    row = "display:flex;flex-wrap:wrap;gap:.75rem;align-items:flex-end"
    return f'<div style="{row}">{pictures}{_answer(reading)}</div>{warnings}'


def _picture(name: str, image: GreyImage) -> str:
    """Return one step's picture over its name."""
    return (
        f'<div style="width:{SHOWN}px"><img src="data:image/png;base64,{_png(image)}" alt="{escape(name)}"'
        ' style="display:block;width:100%;image-rendering:pixelated">'
        f'<small aria-hidden="true">{escape(name)}</small></div>'
    )


def _answer(reading: "GlyphReading") -> str:
    """Return the candidates, most probable first, or that there is nothing to read."""
    title = f"{escape(PurePath(reading.source).name)}: " if reading.source else ""
    if reading.blank:
        return f"<p>{title}<strong>blank</strong></p>"
    rows = "".join(
        f'<tr><th scope="row">{escape(one.text)}</th>'
        f'<td style="text-align:right">{one.confidence:.1%}</td>'
        '<td style="width:10rem">'
        f'<div style="width:{one.confidence:.1%};height:.8em;background:#2b7fd0"></div></td></tr>'
        for one in reading.candidates
    )
    read = "refused; at best" if reading.refusal else "read as"
    question = f" ({escape(reading.question)})" if reading.question and not reading.refusal else ""
    caption = f"{title}{read} <strong>{escape(reading.text)}</strong>{question}"
    return f'<table><caption style="text-align:left">{caption}</caption>{rows}</table>'


def _png(image: GreyImage) -> str:
    """Return a grey image, axes (height, width), as the base64 text of a PNG of at most LONGEST a side."""
    from PIL import Image  # not for those who only pass readings on

    picture = Image.fromarray(image)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode("ascii")
