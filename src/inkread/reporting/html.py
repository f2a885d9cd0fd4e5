"""A page as one HTML file that needs nothing else: no script, no request, its drawings inside it."""

import base64
import functools
import re
from typing import TYPE_CHECKING

from inkread.reporting.page import SVG, Block, Cell, Figure, Page, Section, Table
from inkread.reporting.svg import inline

if TYPE_CHECKING:
    import jinja2

NUMBER = re.compile(r"[-−+±<>≤≥~≈]?\s?\d")  # a cell that begins so, and has no words but these, is set right
WORDS_OF_NUMBERS = {"to", "of", "e", "px", "s", "ms", "min", "kB", "MB"}
LETTERS = re.compile(r"[^\W\d_]+")
DASH = "–"
FIRST_WORDS = {"good": "Good", "note": "Note", "warning": "Look here"}  # of a callout


def render(page: Page) -> str:
    """Return the page as HTML: light and dark, for screens of any width, for paper and for a screen reader.

    The file's own content policy forbids any network request, so that none can slip in with a text.

    Example:
        >>> from inkread.reporting.page import Paragraph
        >>> text = render(Page("One", "In short.", (Section("First part", (Paragraph("a < b"),)),)))
        >>> '<h2 id="first-part">First part</h2>' in text, "<p>a &lt; b</p>" in text
        (True, True)
    """
    template = environment().get_template("page.html.j2")
    slugs = _slugs(page.sections)
    numbered = [
        (slug, section.title, [(kind_of(block), block) for block in section.blocks])
        for slug, section in zip(slugs, page.sections, strict=True)
    ]
    return template.render(page=page, sections=numbered, inline=_Inliner())


@functools.cache
def environment() -> "jinja2.Environment":
    """Return the templates; every text is escaped, and a name that is missing is an error."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("inkread.reporting"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["first_words"] = FIRST_WORDS
    environment.filters |= {
        "cell": cell_text,
        "data_uri": _data_uri,
        "paragraphs": _paragraphs,
        "right_columns": _right_columns,
    }
    return environment


def kind_of(block: Block) -> str:
    """Return the name of the macro that writes a block."""
    return type(block).__name__.lower()


def cell_text(cell: Cell) -> str:
    """Return a cell as text.

    Example:
        >>> cell_text(12345), cell_text(0.98765), cell_text(None), cell_text("n = 3")
        ('12,345', '0.9877', '–', 'n = 3')
    """
    if cell is None:
        return DASH
    if isinstance(cell, str):
        return cell
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:,.4g}"


def _right_columns(table: Table) -> tuple[bool, ...]:
    """Return for each column whether all of its cells are numbers."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.header)
    return tuple(bool(column) and all(_is_number(cell) for cell in column) for column in columns)


def _is_number(cell: Cell) -> bool:
    """Return whether a cell is a number, or numbers with their unit; an empty one is in no one's way.

    Example:
        >>> [_is_number(cell) for cell in ("9.8 ± 0.1", "10 of 12", "3 convolutions", "16, 32 filters")]
        [True, True, False, False]
    """
    if not isinstance(cell, str) or cell in ("", DASH):
        return True
    return NUMBER.match(cell) is not None and set(LETTERS.findall(cell)) <= WORDS_OF_NUMBERS


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, parted by empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _data_uri(content: bytes, media_type: str) -> str:
    """Return bytes as an address that holds them."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"


def _slugs(sections: tuple[Section, ...]) -> list[str]:
    """Return an anchor's name for each section, no two alike."""
    slugs: list[str] = []
    for section in sections:
        name = re.sub(r"[^\w]+", "-", (section.slug or section.title).lower()).strip("-") or "part"
        alike = sum(slug == name or slug.startswith(f"{name}--") for slug in slugs)
        slugs.append(f"{name}--{alike + 1}" if alike else name)
    return slugs


class _Inliner:
    """Puts SVG drawings into the page, each under ids of its own."""

    def __init__(self) -> None:
        """Begin at the first drawing."""
        self._num_done = 0

    def __call__(self, figure: Figure) -> str:
        """Return the drawing as an element of the page, or nothing where it is no SVG."""
        if figure.media_type != SVG:
            return ""
        self._num_done += 1
        return inline(figure.svg_or_png, prefix=f"f{self._num_done}-", label=figure.alt)
