"""A page as plain data: what it says and shows, in order, without a word on how it is drawn."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from inkread.errors import ConfigError

PNG = "image/png"
SVG = "image/svg+xml"
MEDIA_TYPES = (PNG, SVG)

Cell: TypeAlias = str | int | float | None
"""A table's cell: numbers are written with thousands parted and set to the right, None as a dash."""


class Shown:
    """What a notebook shows as it is meant to look, and not as its fields."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return it as HTML; Jupyter asks for this."""
        # jinja2 is needed by who looks at a part alone, not by who only makes one.
        from inkread.reporting.fragment import fragment

        return fragment(self)  # type: ignore[arg-type] # only the parts below are made of it


@dataclass(frozen=True, slots=True)
class Paragraph(Shown):
    """A paragraph of plain text; an empty line in it begins a new one."""

    text: str


@dataclass(frozen=True, slots=True)
class Table(Shown):
    """Rows under a header.

    Attributes:
        header: the columns' titles.
        rows: as many cells each as the header.
        caption: what the table shows.
        note: what the reader of the figures must know, below the table.

    Raises:
        ConfigError: when a row has more or fewer cells than the header.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that would slip into the wrong columns."""
        for row in self.rows:
            if len(row) != len(self.header):
                raise ConfigError(
                    f"expected {len(self.header)} cells in each row of {self.caption!r}, got {row!r};"
                    " give every column its cell"
                )


@dataclass(frozen=True, slots=True)
class Figure(Shown):
    """One drawing.

    Attributes:
        svg_or_png: the file's bytes; an SVG is put into the page itself, so that it follows its colours.
        media_type: `image/svg+xml` or `image/png`.
        caption: what is shown and what to see in it.
        alt: what someone who cannot see the drawing needs to know.

    Raises:
        ConfigError: when the type is another, or there is no `alt`.
    """

    svg_or_png: bytes
    media_type: str
    caption: str
    alt: str

    def __post_init__(self) -> None:
        """Refuse a drawing that some reader of the page would be shut out from."""
        if self.media_type not in MEDIA_TYPES:
            raise ConfigError(
                f"expected {' or '.join(MEDIA_TYPES)}, got {self.media_type!r}; convert the drawing"
            )
        if not self.alt.strip():
            raise ConfigError(f"expected a text for {self.caption!r}, got none; say what is to be seen")


@dataclass(frozen=True, slots=True)
class Gallery(Shown):
    """Small pictures, each a PNG with its label, under one caption.

    Attributes:
        items: the pictures in order.
        caption: what they are.
        pairs: whether each is twice as wide as high, two images side by side.
    """

    items: tuple[tuple[bytes, str], ...]
    caption: str
    pairs: bool = False


@dataclass(frozen=True, slots=True)
class Callout(Shown):
    """A sentence that stands out: good news, a note, or a warning with what to do."""

    text: str
    kind: Literal["good", "note", "warning"] = "note"


@dataclass(frozen=True, slots=True)
class Code(Shown):
    """Text to be typed or read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Steps(Shown):
    """What was done, step by step, each in a box with an arrow to the next.

    Attributes:
        items: title and text of each, in order.
        caption: what they are the steps of.
    """

    items: tuple[tuple[str, str], ...]
    caption: str


Block: TypeAlias = Paragraph | Table | Figure | Gallery | Callout | Code | Steps


@dataclass(frozen=True, slots=True)
class Section(Shown):
    """A heading and what stands under it.

    Attributes:
        title: the heading.
        blocks: in order.
        slug: the anchor's name; made of the title where it is empty.
    """

    title: str
    blocks: tuple[Block, ...]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Page(Shown):
    """A whole page.

    Attributes:
        title: its one top heading.
        summary: the paragraph that a hurried reader reads; an empty line in it begins a new one.
        sections: in order; the table of contents lists them.
    """

    title: str
    summary: str
    sections: tuple[Section, ...]

    def section(self, slug: str) -> Section:
        """Return the section whose anchor is `slug`, or whose title begins so.

        Raises:
            ConfigError: when there is none.

        Example:
            >>> Page("T", "", (Section("First part", ()),)).section("First").title
            'First part'
        """
        for section in self.sections:
            if section.slug == slug or section.title.startswith(slug):
                return section
        held = ", ".join(repr(section.title) for section in self.sections)
        raise ConfigError(f"{self.title}: expected a section among {held}, got {slug!r}; name one of these")
