"""Parts of a page as HTML to stand inside another page, such as a notebook, whose style they take."""

from html import escape

from inkread.reporting.html import environment, kind_of
from inkread.reporting.page import Block, Page, Paragraph, Section


def fragment(part: Page | Section | Block) -> str:
    r"""Return a page, a section or a block as HTML without a style sheet of its own.

    Drawings are embedded on white, so that they can be read wherever the notebook is opened.

    Example:
        >>> fragment(Section("First", (Paragraph("a < b"),)))
        '<h3>First</h3>\n<p>a &lt; b</p>'
    """
    if isinstance(part, Page):
        parts: list[Section | Block] = [Paragraph(part.summary), *part.sections]
        return "\n".join([f"<h2>{escape(part.title)}</h2>", *map(fragment, parts)])
    if isinstance(part, Section):
        return "\n".join([f"<h3>{escape(part.title)}</h3>", *map(fragment, part.blocks)])
    macros = environment().get_template("fragment.html.j2").module
    return str(getattr(macros, kind_of(part))(part)).strip()
