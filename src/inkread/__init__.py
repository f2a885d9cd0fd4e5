"""inkread reads handwriting from a person's own photos, scans and strokes.

Importing the package does nothing but define these names; each is loaded on first use, so
`import inkread` costs what a few lines of Python cost.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inkread.bundle import Bundle
    from inkread.charset import Charset
    from inkread.errors import InkreadError
    from inkread.forms.reader import FormReader
    from inkread.forms.template import Template
    from inkread.predictions import Blank, Candidate, GlyphReading
    from inkread.preprocess.decode.document import Document
    from inkread.preprocess.strokes import Strokes
    from inkread.recognition.reader import Reader
    from inkread.recognition.stages import Inspector
    from inkread.word_reading import PageReading, WordReading
    from inkread.words.lexicon import Lexicon
    from inkread.words.reader import WordReader

__all__ = [
    "Blank",
    "Bundle",
    "Candidate",
    "Charset",
    "Document",
    "FormReader",
    "GlyphReading",
    "InkreadError",
    "Inspector",
    "Lexicon",
    "PageReading",
    "Reader",
    "Strokes",
    "Template",
    "WordReader",
    "WordReading",
]

_HOME = {
    "Blank": "inkread.predictions",
    "Bundle": "inkread.bundle",
    "Candidate": "inkread.predictions",
    "Charset": "inkread.charset",
    "Document": "inkread.preprocess.decode.document",
    "FormReader": "inkread.forms.reader",
    "GlyphReading": "inkread.predictions",
    "InkreadError": "inkread.errors",
    "Inspector": "inkread.recognition.stages",
    "Lexicon": "inkread.words.lexicon",
    "PageReading": "inkread.word_reading",
    "Reader": "inkread.recognition.reader",
    "Strokes": "inkread.preprocess.strokes",
    "Template": "inkread.forms.template",
    "WordReader": "inkread.words.reader",
    "WordReading": "inkread.word_reading",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object of the package
    """Return the public object `name`, importing the module it lives in."""
    if name == "__version__":
        from importlib.metadata import version  # 20 ms that only those who ask should pay

        return version("inkread")
    if name not in _HOME:
        raise AttributeError(f"module 'inkread' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return [*__all__, "__version__"]
