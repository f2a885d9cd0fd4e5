"""Image files as a sequence that decodes each one when it is asked for.

A folder of a thousand photos is gigabytes once decoded, so nothing is kept: take each image once,
frame it, and keep the glyph.
"""

from collections.abc import Callable, Sequence
from typing import overload

from inkread.errors import DataError, ImageError
from inkread.preprocess.decode import decode
from inkread.trail import GreyImage


class EncodedImages(Sequence[GreyImage]):
    """Named image files, decoded on access through the one decode function.

    Args:
        place: the folder or zip, for messages.
        names: the files' names in it, in order.
        read: returns the bytes of a name.
    """

    def __init__(self, place: str, names: Sequence[str], read: Callable[[str], bytes]) -> None:
        """Remember where the files are; nothing is opened yet."""
        self.place = place
        self.names = tuple(names)
        self._read = read

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self.names)

    @overload
    def __getitem__(self, index: int) -> GreyImage: ...
    @overload
    def __getitem__(self, index: slice) -> "EncodedImages": ...
    def __getitem__(self, index: int | slice) -> "GreyImage | EncodedImages":
        """Return the image at `index`, axes (height, width), uint8, its own polarity; or a part, undecoded.

        Raises:
            ImageError: when the file is not an image that can be read; the message names it.
            DataError: when the file itself cannot be read.
        """
        if isinstance(index, slice):
            return EncodedImages(self.place, self.names[index], self._read)
        name = self.names[index]
        content = self._read(name)
        try:
            return decode(content).grey
        except ImageError as error:
            raise ImageError(f"{self.place}: {name}: {error}", reason=error.reason) from error

    def take(self, rows: Sequence[int]) -> "EncodedImages":
        """Return the files at `rows`, in that order, undecoded."""
        return EncodedImages(self.place, [self.names[row] for row in rows], self._read)

    def fault(self, index: int) -> str | None:
        """Return why the image at `index` cannot be read, or None where it can."""
        try:
            self[index]
        except (ImageError, DataError) as error:
            return str(error)
        return None
