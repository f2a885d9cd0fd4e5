"""PDFium and its binding, loaded when they are first used: their users can be imported without the extra."""

from importlib import import_module
from typing import Any


class _Late:
    """A module whose names are looked up when they are used.

    Args:
        name: of the module.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        """Return what the module calls so."""
        return getattr(import_module(self._name), name)


pypdfium2 = _Late("pypdfium2")
pdfium = _Late("pypdfium2.raw")
