"""The file of a language model: arrays in a zip, none of which is trusted before it was looked at."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

FORMAT = 2
WITHOUT_WORDS = 1  # the format before: characters alone
LONGEST_FILE = 64 << 20  # bytes, unpacked
OF_CHARACTERS = {
    "format": ("i", 0),
    "order": ("i", 0),
    "cases": ("i", 2),
    "alphabet": ("U", 0),
    "contexts": ("U", 1),
    "ends": ("i", 1),
    "chars": ("i", 1),
    "nums": ("i", 1),
}
"""What a file holds of characters: of which kind, with how many axes."""
OF_WORDS = {
    "letters": ("U", 0),
    "words": ("u", 2),
    "word_nums": ("i", 1),
    "signs": ("U", 0),
    "sign_nums": ("i", 2),
}
"""What it holds of words, from format 2 on."""
# A zip that is damaged fails in any of these ways: of 1,500 with a byte or two changed, one in four by zlib.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, TypeError, AttributeError, MemoryError, OverflowError),
)
Array = npt.NDArray[np.generic]


def packed(arrays: Mapping[str, Array]) -> bytes:
    """Return the file of arrays; the same ones make the same bytes.

    Raises:
        ValueError: when that would be more than `unpacked` takes.
    """
    held = {"format": np.array(FORMAT), **arrays}
    size = sum(array.nbytes + 256 for array in held.values())  # each has a header in the file
    if size > LONGEST_FILE:
        raise ValueError(f"{size >> 20} MiB unpacked, at most {LONGEST_FILE >> 20}")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:  # two thirds of what NumPy's own makes
        for name, array in held.items():
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_LZMA
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, np.asarray(array), allow_pickle=False)
    return content.getvalue()


def unpacked(content: bytes) -> dict[str, Array]:
    """Return the arrays in a file, each of its kind and with its axes; those of words where there are some.

    Raises:
        ValueError: when it is another file, or one that is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LONGEST_FILE:
                raise ValueError(f"more than {LONGEST_FILE >> 20} MiB")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            found = int(_of_kind(arrays["format"], "format", OF_CHARACTERS["format"]))
            if found not in (FORMAT, WITHOUT_WORDS):
                raise ValueError(f"format {found}")
            wanted = OF_CHARACTERS if found == WITHOUT_WORDS else OF_CHARACTERS | OF_WORDS
            return {name: _of_kind(arrays[name], name, kind) for name, kind in wanted.items()}
    except DAMAGED as error:
        raise ValueError(f"no arrays of counts: {error}") from error


def _of_kind(held: object, name: str, wanted: tuple[str, int]) -> Array:
    """Return an array, if it is of the kind and has the axes that it must have."""
    if not isinstance(held, np.ndarray) or (held.dtype.kind, held.ndim) != wanted:
        raise ValueError(f"{name} of another kind")
    return held
