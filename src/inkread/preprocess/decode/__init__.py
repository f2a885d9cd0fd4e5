"""The one door for pictures: whatever they come as, out comes one grey image, or a sentence why not.

`decode` opens what a person has at hand, `Document` page by page, PDFs too; `DecodeWorker` does the same for
pictures from strangers, in a process that can be killed. Each is loaded on first use: the command line looks
at `limits` when it starts and must not pay for NumPy, and the worker's child must not be imported before it
is run.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inkread.preprocess.decode.document import Document
    from inkread.preprocess.decode.door import DecodedImage, decode
    from inkread.preprocess.decode.worker import DecodeWorker

__all__ = ["DecodeWorker", "DecodedImage", "Document", "decode"]

_HOME = {
    "DecodeWorker": "inkread.preprocess.decode.worker",
    "DecodedImage": "inkread.preprocess.decode.door",
    "Document": "inkread.preprocess.decode.document",
    "decode": "inkread.preprocess.decode.door",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object of the package
    """Return the public object `name`, importing the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
