"""The sheets of a command's images: each page of a TIFF is one, as scanners with a feeder deliver them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.cli.image_paths import ImageInput
from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source
    from inkread.preprocess.decode.pages import TiffPages


@dataclass(slots=True)
class _Pages:
    """The pages of an image, which is read when the first is asked for and let go with the last."""

    image: ImageInput
    count: int
    opened: "TiffPages | None" = None

    def alone(self, number: int) -> bytes:
        """Return the image with this page, from 1, as the only one.

        Raises:
            ImageError: when the image cannot be read, or is another than when its pages were counted.
        """
        from inkread.preprocess.decode.pages import TiffPages
        from inkread.preprocess.decode.source import read_source

        if self.opened is None:
            self.opened = TiffPages(read_source(_checked(self.image.source)))
        alone = self.opened.alone(number)
        if number == self.count:
            self.opened = None
        return alone


@dataclass(frozen=True, slots=True)
class SheetInput:
    """One sheet to read.

    Attributes:
        name: of the image, with `#` and the number of the page where it has several.
        image: that holds it.
        pages: of the image; None where it has no others.
        page: its number among them, from 1.
    """

    name: str
    image: ImageInput
    pages: _Pages | None = None
    page: int = 1

    def source(self) -> "Source":
        """Return what `FormReader.read` takes; a file is opened now, and not held after its last page.

        Raises:
            ImageError: when there is nothing to read.
        """
        return _checked(self.image.source) if self.pages is None else self.pages.alone(self.page)


def sheets_of(images: Iterable[ImageInput]) -> Iterator[SheetInput]:
    """Yield the sheets of images, in order; of what is no TIFF, or cannot be opened, the image itself.

    Of a TIFF no more is read than what says where its pages are.
    """
    for image in images:
        num = _num_pages(image.source)
        if num == 1:
            yield SheetInput(image.name, image)
        else:
            pages = _Pages(image, num)
            yield from (SheetInput(f"{image.name}#{page}", image, pages, page) for page in range(1, num + 1))


def _checked(source: Path | bytes | ImageError) -> Path | bytes:
    """Return what can be opened.

    Raises:
        ImageError: when it is known that nothing can.
    """
    if isinstance(source, ImageError):
        raise source
    return source


def _num_pages(source: Path | bytes | ImageError) -> int:
    """Return how many pages an image has; 1 where that cannot be told, and reading it will say why."""
    from inkread.preprocess.decode.limits import MAX_BYTES
    from inkread.preprocess.decode.pages import is_tiff, tiff_pages, tiff_pages_of_file

    if isinstance(source, ImageError):
        return 1
    if isinstance(source, bytes):
        return tiff_pages(source) if is_tiff(source) and len(source) <= MAX_BYTES else 1
    try:
        with source.open("rb") as file:
            is_several = is_tiff(file.read(4)) and os.fstat(file.fileno()).st_size <= MAX_BYTES
            return tiff_pages_of_file(file) if is_several else 1
    except (OSError, ValueError):
        return 1
