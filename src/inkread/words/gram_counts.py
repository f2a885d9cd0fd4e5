"""How often each character follows a context, for very many contexts in little memory."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from inkread.words.letter_case import NUM_PLACES, Cases

FORMAT = 1
LONGEST_FILE = 64 << 20  # bytes, unpacked
ARRAYS = {
    "format": ("i", 0),
    "order": ("i", 0),
    "cases": ("i", 2),
    "alphabet": ("U", 0),
    "contexts": ("U", 1),
    "ends": ("i", 1),
    "chars": ("i", 1),
    "nums": ("i", 1),
}
"""What a file holds: of which kind, with how many axes."""
MOST_CASES = 2**48  # letters: more than all that was ever written, and their sum is still a number
# A zip that is damaged fails in any of these ways: of 1,500 with a byte or two changed, one in four by zlib.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, TypeError, AttributeError, MemoryError, OverflowError),
)


class After(NamedTuple):
    """What follows a context.

    Attributes:
        chars: places in the alphabet.
        nums: how often each of them follows.
    """

    chars: npt.NDArray[np.int32]
    nums: npt.NDArray[np.int32]


class GramCounts:
    """The counts of a language model: dictionaries of English took 48 MB, these arrays take 5.

    Args:
        alphabet: every character that follows a context.
        contexts: in order, axes (contexts,).
        ends: where in `after` each context's part ends, axes (contexts,).
        after: of all contexts, one after the other.
    """

    def __init__(
        self, alphabet: str, contexts: npt.NDArray[np.str_], ends: npt.NDArray[np.int32], after: After
    ) -> None:
        """Keep the arrays."""
        self.alphabet = alphabet
        self._contexts, self._ends, self._after = contexts, ends, after

    @classmethod
    def of(cls, grams: Iterable[Mapping[str, int]]) -> Self:
        """Return the counts of grams: each is a context and the character behind it."""
        pairs = sorted((gram[:-1], gram[-1], num) for counts in grams for gram, num in counts.items())
        alphabet = "".join(sorted({char for _, char, _ in pairs}))
        place = {char: at for at, char in enumerate(alphabet)}
        contexts, ends = np.unique(np.array([context for context, _, _ in pairs]), return_counts=True)
        after = After(
            np.array([place[char] for _, char, _ in pairs], np.int32),
            np.array([num for _, _, num in pairs], np.int32),
        )
        return cls(alphabet, contexts, np.cumsum(ends, dtype=np.int32), after)

    @classmethod
    def unpacked(cls, content: bytes) -> tuple[Self, Cases, int]:
        """Return the counts in a file, and the cases and the order that were kept with them.

        Raises:
            ValueError: when it is another file, or one that is damaged.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(info.file_size for info in archive.infolist()) > LONGEST_FILE:
                    raise ValueError(f"more than {LONGEST_FILE >> 20} MiB")
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                parts = {name: arrays[name] for name in ARRAYS}
        except DAMAGED as error:
            raise ValueError(f"no arrays of counts: {error}") from error
        for name, (kind, axes) in ARRAYS.items():
            held = parts[name]
            if not isinstance(held, np.ndarray) or (held.dtype.kind, held.ndim) != (kind, axes):
                raise ValueError(f"{name} of another kind")
        cases, order = np.asarray(parts["cases"], np.int64), int(parts["order"])
        if cases.shape != (NUM_PLACES, 2) or (cases < 0).any() or (cases > MOST_CASES).any() or order < 1:
            raise ValueError("cases or an order that cannot be")
        return cls._checked(parts), cases, order

    @classmethod
    def _checked(cls, parts: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Return the counts of arrays, which must agree with one another."""
        if int(parts["format"]) != FORMAT:
            raise ValueError(f"format {int(parts['format'])}")
        alphabet, contexts = str(parts["alphabet"]), np.asarray(parts["contexts"], dtype=np.str_)
        ends, chars, nums = (np.asarray(parts[name], dtype=np.int32) for name in ("ends", "chars", "nums"))
        agree = len(ends) == len(contexts) and len(chars) == len(nums) == (ends[-1] if len(ends) else 0)
        if not agree or (np.diff(ends, prepend=0) < 1).any() or (contexts[1:] <= contexts[:-1]).any():
            raise ValueError("contexts that are not in order")
        if (nums < 1).any() or (chars < 0).any() or (chars >= len(alphabet)).any():
            raise ValueError("counts that cannot be")
        return cls(alphabet, contexts, ends, After(chars, nums))

    def packed(self, cases: Cases, order: int) -> bytes:
        """Return what `unpacked` reads; the same counts make the same bytes.

        Raises:
            ValueError: when that would be more than `unpacked` takes.
        """
        arrays = {
            "format": np.array(FORMAT),
            "order": np.array(order),
            "cases": cases,
            "alphabet": np.array(self.alphabet),
            "contexts": self._contexts,
            "ends": self._ends,
            "chars": self._after.chars,
            "nums": self._after.nums,
        }
        size = sum(array.nbytes + 256 for array in arrays.values())  # each has a header in the file
        if size > LONGEST_FILE:
            raise ValueError(f"{size >> 20} MiB unpacked, at most {LONGEST_FILE >> 20}")
        content = io.BytesIO()
        np.savez_compressed(content, allow_pickle=False, **arrays)
        return content.getvalue()

    def after(self, context: str) -> After | None:
        """Return what follows a context, or None where it never came."""
        at = int(np.searchsorted(self._contexts, context))
        if at == len(self._contexts) or self._contexts[at] != context:
            return None
        part = slice(int(self._ends[at - 1]) if at else 0, int(self._ends[at]))
        return After(self._after.chars[part], self._after.nums[part])

    def __len__(self) -> int:
        """Return how many contexts there are."""
        return len(self._contexts)
