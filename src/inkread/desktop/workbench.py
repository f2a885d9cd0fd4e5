"""What the worker works with: reader, decoder, history, each opened when it is first used."""

import contextlib
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inkread.desktop.pages import FilePages
from inkread.desktop.word_tools import WordTools
from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.desktop.aside import Aside
    from inkread.history import Entry, Store
    from inkread.history.rows import Reading
    from inkread.preprocess.decode import DecodedImage, DecodeWorker
    from inkread.preprocess.decode.pdf import PdfWorker
    from inkread.preprocess.strokes import Strokes
    from inkread.recognition.reader import Reader
    from inkread.recognition.stages import Inspector
    from inkread.trail import GreyImage


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose when the window was opened.

    Attributes:
        bundle: a bundle's folder, zip or name; None for the one that ships.
        history: the address of the history; None for the usual one.
    """

    bundle: str | None = None
    history: str | None = field(default=None, repr=False)  # it may hold a password


class Workbench:
    """Lends what a task needs; used by one thread.

    Args:
        settings: which bundle and which history.

    Attributes:
        words: lends what words are read with.
    """

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet."""
        self._settings = settings
        self.words = WordTools(settings.bundle)
        self._readers: dict[str | None, Reader] = {}
        self._inspector: Inspector | None = None
        self._store: Store | None = None
        self._aside: Aside | None = None
        self._decoder: DecodeWorker | None = None
        self._pdfs: PdfWorker | None = None
        self._open = contextlib.ExitStack()

    def __enter__(self) -> "Workbench":
        """Return the bench itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what was opened."""
        self._open.close()

    def reader(self, charset: str | None = None) -> "Reader":
        """Return a reader of which only `charset` comes out; all of them share one network.

        Raises:
            BundleError: when the bundle cannot be opened.
            CharsetError: when it cannot read the charset.
        """
        if None not in self._readers:
            # One picture after the other: threads of OpenCV's would only take the window's processor.
            os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
            from inkread.recognition.reader import Reader

            self._readers[None] = Reader(self._settings.bundle)
        if charset not in self._readers:
            self._readers[charset] = self._readers[None].narrowed(charset=charset)
        return self._readers[charset]

    def use_bundle(self, bundle: str | None) -> None:
        """Read with another bundle from now on; where it cannot be opened the old one stays.

        Raises:
            BundleError: when it cannot be opened, or does not answer as it says.
        """
        from inkread.recognition.reader import Reader

        self._readers = {None: Reader(bundle).warm()}
        self._inspector = None
        self.words = WordTools(bundle)
        self._settings = replace(self._settings, bundle=bundle)

    def use_history(self, address: str | None) -> str:
        """Keep readings elsewhere from now on, and return where, as it may be shown.

        Raises:
            HistoryError: when it cannot be opened; the old one stays.
        """
        from inkread.history import history_place

        place = history_place(address)
        store = place.open()
        if self._store is not None:
            self._store.close()
        self._store, self._aside = store, None
        self._open.callback(store.close)
        self._settings = replace(self._settings, history=address)
        return place.shown

    def inspector(self) -> "Inspector":
        """Return what looks into the reader's network."""
        if self._inspector is None:
            from inkread.recognition.stages import Inspector

            self._inspector = Inspector(self.reader().bundle)
        return self._inspector

    def store(self) -> "Store":
        """Return the history.

        Raises:
            HistoryError: when it cannot be opened; the next call tries again.
        """
        if self._store is None:
            from inkread.history import history_place

            self._store = history_place(self._settings.history).open()
            self._open.callback(self._store.close)
        return self._store

    def aside(self) -> "Aside":
        """Return what deletes from the history and can bring back.

        Raises:
            HistoryError: when the history cannot be opened.
        """
        from inkread.desktop.aside import Aside

        if self._aside is None:
            from inkread.history.wastebasket import Wastebasket

            store, basket = self.store(), Wastebasket()
            self._open.callback(basket.close)
            self._aside = Aside(store, basket)
        return self._aside

    def decode_file(self, path: str) -> "DecodedImage":
        """Return the pixels of a file, decoded in a process that can be killed.

        Raises:
            ImageError: when it is no picture that can be read.
        """
        from inkread.preprocess.decode.source import read_source

        return self.decode_bytes(read_source(path))

    def pages(self, path: str) -> FilePages:
        """Return the pages of a file.

        Raises:
            ImageError: when it cannot be opened.
        """
        if self._pdfs is None:
            from inkread.preprocess.decode.pdf import PdfWorker

            self._pdfs = self._open.enter_context(PdfWorker())
        return FilePages(path, self.decode_bytes, self._pdfs)

    def decode_bytes(self, content: bytes) -> "DecodedImage":
        """Return the pixels of a picture's bytes, as `decode_file` does.

        Raises:
            ImageError: likewise.
        """
        if self._decoder is None:
            from inkread.preprocess.decode import DecodeWorker

            self._decoder = self._open.enter_context(DecodeWorker())
        return self._decoder.decode(content)

    def keep(
        self,
        reading: "Reading",
        image: "GreyImage",
        *,
        name: str | None = None,
        strokes: "Strokes | None" = None,
    ) -> "Entry":
        """Keep a reading in the history with its picture; it is on the disk when this returns.

        Args:
            reading: what was read.
            image: what it was read from, as large as it is to be kept.
            name: of the file it came from.
            strokes: the drawing it came from.

        Raises:
            HistoryError: when it cannot be kept.
        """
        from inkread.history import LOCAL_OWNER
        from inkread.history.png import png_of

        return self.store().add(
            replace(reading, source=name),
            owner=LOCAL_OWNER,
            door="desktop",
            image=png_of(image),
            strokes=None if strokes is None else strokes.to_dict(),
        )

    def kept_image(self, entry_id: str) -> "DecodedImage":
        """Return the picture of a kept reading, or else what the network saw of it.

        Raises:
            HistoryError: when there is no such reading.
            ImageError: when no picture of it is left.
        """
        from inkread.history import LOCAL_OWNER

        store = self.store()
        content = store.image(entry_id, owner=LOCAL_OWNER)
        if content is None:
            content = store.get(entry_id, owner=LOCAL_OWNER).glyph
        if content is None:
            raise ImageError(
                "expected the picture of this reading, got none: it was cleaned up; choose another one",
                reason="not_found",
            )
        return self.decode_bytes(content)
