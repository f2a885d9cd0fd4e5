"""How often each character follows a context, for very many contexts in little memory."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from inkread.words.language_file import Array
from inkread.words.letter_case import NUM_PLACES, Cases

MOST_CASES = 2**48  # letters: more than all that was ever written, and their sum is still a number


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
    def of_arrays(cls, arrays: Mapping[str, Array]) -> tuple[Self, Cases, int]:
        """Return the counts of a file's arrays, and the cases and the order that were kept with them.

        Raises:
            ValueError: when they do not agree with one another.
        """
        cases, order = np.asarray(arrays["cases"], np.int64), int(arrays["order"])
        if cases.shape != (NUM_PLACES, 2) or (cases < 0).any() or (cases > MOST_CASES).any() or order < 1:
            raise ValueError("cases or an order that cannot be")
        alphabet, contexts = str(arrays["alphabet"]), np.asarray(arrays["contexts"], dtype=np.str_)
        ends, chars, nums = (np.asarray(arrays[name], dtype=np.int32) for name in ("ends", "chars", "nums"))
        agree = len(ends) == len(contexts) and len(chars) == len(nums) == (ends[-1] if len(ends) else 0)
        if not agree or (np.diff(ends, prepend=0) < 1).any() or (contexts[1:] <= contexts[:-1]).any():
            raise ValueError("contexts that are not in order")
        if (nums < 1).any() or (chars < 0).any() or (chars >= len(alphabet)).any():
            raise ValueError("counts that cannot be")
        return cls(alphabet, contexts, ends, After(chars, nums)), cases, order

    def arrays(self, cases: Cases, order: int) -> dict[str, Array]:
        """Return what `of_arrays` takes."""
        return {
            "order": np.array(order),
            "cases": cases,
            "alphabet": np.array(self.alphabet),
            "contexts": self._contexts,
            "ends": self._ends,
            "chars": self._after.chars,
            "nums": self._after.nums,
        }

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
