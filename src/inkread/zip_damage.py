"""What opening and reading a damaged zip raises, for those who were given one by somebody."""

import struct
import zipfile
import zlib
from typing import Final

ZIP_DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(ValueError, KeyError, TypeError),  # of a name that is no text, and of what is made of the content
    *(NotImplementedError, RuntimeError),  # of a bit that says: compressed otherwise, or encrypted
)
"""All but what the disk does, which is an OSError."""
