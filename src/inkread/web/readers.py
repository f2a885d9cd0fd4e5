"""The bundles that a service reads with: opened and verified when it starts, watched while it runs."""

import functools
import threading
from typing import TYPE_CHECKING, Final

from inkread.bundle import DEFAULT, Bundle
from inkread.bundle.storage import MANIFEST, MODEL
from inkread.errors import ConfigError, RequestError
from inkread.recognition.reader import Reader

if TYPE_CHECKING:
    from inkread.recognition.stages import Inspector

MOST_CANDIDATES: Final = 200
MOST_NARROWED: Final = 64  # readers kept for what was asked last, a few kB each


class Readers:
    """A reader for each bundle, the default first.

    Args:
        sources: folders, zips or shipped names; none for the bundle that ships.

    Raises:
        BundleError: when one of them cannot be opened.
        ConfigError: when two have the same name.
    """

    def __init__(self, sources: tuple[str, ...]) -> None:
        """Open and verify the bundles; their networks are loaded by `warm`, or by the first image."""
        opened = [Reader(source, top_k=MOST_CANDIDATES) for source in sources or (DEFAULT,)]
        self._readers = {reader.bundle.name: reader for reader in opened}
        if len(self._readers) < len(opened):
            names = ", ".join(reader.bundle.name for reader in opened)
            raise ConfigError(f"expected bundles of different names, got {names}; leave one out")
        self.default = opened[0].bundle.name
        self._seen = {name: _state(reader.bundle) for name, reader in self._readers.items()}
        self._inspectors: dict[str, Inspector] = {}
        self._narrowed = functools.lru_cache(MOST_NARROWED)(self._narrow)
        self._lock = threading.Lock()

    @property
    def bundles(self) -> tuple[Bundle, ...]:
        """The bundles, the default first."""
        return tuple(reader.bundle for reader in self._readers.values())

    def reader(self, bundle: str | None = None, *, charset: str | None = None, top_k: int = 5) -> Reader:
        """Return a reader of the bundle of that name, its network shared with all others of it.

        Raises:
            RequestError: 404 `unknown_bundle`.
            CharsetError: when it cannot read a grapheme of `charset`.
        """
        return self._narrowed(self._name(bundle), charset, top_k)

    def inspector(self, bundle: str | None = None) -> "Inspector":
        """Return what looks into the network of the bundle of that name; made when first asked for.

        Raises:
            RequestError: 404 `unknown_bundle`.
        """
        from inkread.recognition.stages import Inspector  # 10 ms that a start need not pay

        name = self._name(bundle)
        with self._lock:
            if name not in self._inspectors:
                self._inspectors[name] = Inspector(self._readers[name].bundle)
            return self._inspectors[name]

    def warm(self) -> None:
        """Load the networks now.

        Raises:
            BundleError: when one cannot be loaded, or does not answer as its bundle says.
        """
        for reader in self._readers.values():
            reader.warm()

    def prove(self) -> None:
        """Check that the networks still answer as they did, and that their files are what was verified.

        Files are hashed again only where they changed on the disk, so that asking often costs nothing.

        Raises:
            BundleError: when one does not.
        """
        for name, reader in self._readers.items():
            reader.prove()
            state = _state(reader.bundle)
            with self._lock:
                changed = state != self._seen[name]
            if changed:
                Bundle.open(reader.bundle.origin)
                with self._lock:
                    self._seen[name] = state

    def _narrow(self, bundle: str, charset: str | None, top_k: int) -> Reader:
        """Return a reader made for what may come out."""
        return self._readers[bundle].narrowed(charset=charset, top_k=top_k)

    def _name(self, bundle: str | None) -> str:
        """Return the name of one of the bundles; the default's where None is named."""
        name = self.default if bundle is None else bundle
        if name not in self._readers:
            raise RequestError(
                f"expected a bundle among {', '.join(self._readers)}, got {name[:80]!r}; choose one",
                status=404,
                code="unknown_bundle",
            )
        return name


def _state(bundle: Bundle) -> tuple[tuple[int, int], ...]:
    """Return size and time of change of a bundle's files, as far as they are there."""
    origin = bundle.origin
    if origin is None:
        return ()
    paths = [origin / MANIFEST, origin / MODEL] if origin.is_dir() else [origin]
    found = [path.stat() for path in paths if path.exists()]
    return tuple((status.st_size, status.st_mtime_ns) for status in found)
