"""What a part of the window's state has in common: views watch it, and are told when it changed."""

from collections.abc import Callable


class Watched:
    """Tells those who watch it, in the order they came."""

    def __init__(self) -> None:
        """Begin unwatched."""
        self._watchers: list[Callable[[], None]] = []

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every change."""
        self._watchers.append(watcher)

    def changed(self) -> None:
        """Tell all who watch."""
        for watcher in self._watchers:
            watcher()
