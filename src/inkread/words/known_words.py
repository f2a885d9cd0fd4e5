"""The words of a language: how often each came in its texts, and which signs stood before and behind them.

A few characters at a time, `reductiom` is nearly as good as `reduction`; that it is no word shows only where
words are known. Texts are taken as `language_model.folded` makes them.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from inkread.words.language_file import Array

MOST = 1 << 17  # words that are kept, the commonest first: a file of them takes half a megabyte
LONGEST: Final = 24  # characters of one
MOST_LETTERS: Final = 254  # that words are made of, the commonest first: a byte tells which
MOST_SIGNS: Final = 32
WITHIN: Final = "'’-"  # signs within words
SPACE: Final = " "  # what ends a word

Shares = dict[str, float]
"""How likely each character comes next, a space among them; none that is not in it."""


class _Part(NamedTuple):
    """Where in the sorted words those stand that begin alike."""

    first: int
    last: int


class KnownWords:
    """Tells what may follow the beginning of a word, of the words that are known.

    Args:
        letters: that words are made of.
        words: in order, axes (words, longest + 1), uint8: places among `letters` from 1, 0 behind the end.
        nums: how often each came, axes (words,).
        signs: that stand around words.
        sign_nums: how often nothing more, and each sign, stood before words and behind, axes (2, 1 + signs).

    Example:
        >>> known = KnownWords.of("the cat, the hat, the then")
        >>> {char: round(share, 2) for char, share in known.after("the").items()}
        {'n': 0.25, ' ': 0.56, ',': 0.19}
    """

    def __init__(
        self,
        letters: str,
        words: npt.NDArray[np.uint8],
        nums: npt.NDArray[np.int32],
        signs: str,
        sign_nums: npt.NDArray[np.int32],
    ) -> None:
        """Keep the arrays; a search looks at one place of many words."""
        self._letters, self._nums, self._signs, self._sign_nums = letters, nums, signs, sign_nums
        self._places = np.ascontiguousarray(words.T)
        self._codes = {letter: code for code, letter in enumerate(letters, start=1)}
        self._sums = np.concatenate([[0], np.cumsum(nums, dtype=np.int64)])
        each = sign_nums / np.maximum(1, sign_nums.sum(axis=1, keepdims=True))
        self._before, self._behind = (dict(zip((SPACE, *signs), row, strict=True)) for row in each.tolist())

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the words of a folded text; of those with a sign within, as `cat's`, what came twice."""
        words: Counter[str] = Counter()
        before: Counter[str] = Counter()
        behind: Counter[str] = Counter()
        for token, num in Counter(text.split()).items():
            begin, word, end = _parted(token)
            if _is_word(word):
                words[word] += num
                before.update(dict.fromkeys(begin, num))
                behind.update(dict.fromkeys(end, num))
        total = words.total()
        words = Counter({word: num for word, num in words.items() if word.isalpha() or num > 1})
        kept = dict(words.most_common(MOST))
        letters = _commonest(Counter("".join(kept)), MOST_LETTERS)
        codes, nums = _coded({word: num for word, num in kept.items() if set(word) <= set(letters)}, letters)
        signs = _commonest(before + behind, MOST_SIGNS)
        around = [[total, *(counts[sign] for sign in signs)] for counts in (before, behind)]
        return cls(letters, codes, nums, signs, np.array(around, np.int32))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> Self:
        """Return the words of a file's arrays.

        Raises:
            ValueError: when they do not agree with one another.
        """
        letters, signs = str(arrays["letters"]), str(arrays["signs"])
        words = np.asarray(arrays["words"], np.uint8)
        nums, sign_nums = (np.asarray(arrays[name], np.int32) for name in ("word_nums", "sign_nums"))
        if len(words) != len(nums) or sign_nums.shape != (2, 1 + len(signs)) or not words.shape[1]:
            raise ValueError("words without counts")
        if len(letters) > MOST_LETTERS or (words > len(letters)).any() or words[:, -1].any():
            raise ValueError("words of other letters")
        if (nums < 1).any() or (sign_nums < 0).any():
            raise ValueError("counts of words that cannot be")
        if not _in_order(words):
            raise ValueError("words that are not in order")
        return cls(letters, words, nums, signs, sign_nums)

    def arrays(self) -> dict[str, Array]:
        """Return what `of_arrays` takes."""
        return {
            "letters": np.array(self._letters),
            "words": np.ascontiguousarray(self._places.T),
            "word_nums": self._nums,
            "signs": np.array(self._signs),
            "sign_nums": self._sign_nums,
        }

    def __len__(self) -> int:
        """Return how many words are known."""
        return len(self._nums)

    def after(self, token: str) -> Shares:
        """Return how likely each character follows a word so far; none where no known word begins so.

        Args:
            token: folded, with the signs that stand before it, and behind it if it is over.
        """
        begun = token.lstrip(self._signs)
        part = self._part(begun)
        if part is None:
            word = begun.rstrip(self._signs)
            over = word != begun and SPACE in self._next(word)
            return dict(self._behind) if over else {}
        shares = self._next(begun)
        ended = shares.pop(SPACE, 0.0)
        if begun:
            signs = {sign: ended * share for sign, share in self._behind.items()}
        else:
            shares = {char: share * self._before[SPACE] for char, share in shares.items()}
            signs = {sign: share for sign, share in self._before.items() if sign != SPACE}
        for sign, share in signs.items():
            if share:
                shares[sign] = shares.get(sign, 0.0) + share
        return shares

    def _next(self, begun: str) -> Shares:
        """Return how likely each letter follows the beginning of a word; a space, that it is over."""
        part = self._part(begun)
        if part is None:
            return {}
        place = self._places[len(begun), part.first : part.last]
        codes = np.arange(len(self._letters) + 2, dtype=np.uint8)
        sums = self._sums[part.first + np.searchsorted(place, codes)]
        shares = np.diff(sums) / (sums[-1] - sums[0])
        letters = SPACE + self._letters
        return {letters[code]: float(shares[code]) for code in np.flatnonzero(shares).tolist()}

    def _part(self, begun: str) -> _Part | None:
        """Return where the words stand that begin so, or None."""
        first, last = 0, len(self)
        for at, char in enumerate(begun[: len(self._places)]):
            code = self._codes.get(char, 0)
            place = self._places[at, first:last]
            found = np.searchsorted(place, np.array((code, code + 1), np.uint8)).tolist()
            first, last = first + found[0], first + found[1] if code else first
        return _Part(first, last) if first < last else None


def _parted(token: str) -> tuple[str, str, str]:
    """Return the signs before a word, the word, and the signs behind it.

    >>> _parted("(don't!)")
    ('(', "don't", '!)')
    """
    places = [place for place, char in enumerate(token) if char.isalnum()]
    if not places:
        return token, "", ""
    return token[: places[0]], token[places[0] : places[-1] + 1], token[places[-1] + 1 :]


def _is_word(text: str) -> bool:
    """Return whether a text is made of letters, with signs within them at most."""
    return 0 < len(text) <= LONGEST and all(char.isalpha() or char in WITHIN for char in text)


def _commonest(counts: Counter[str], most: int) -> str:
    """Return the characters that came most often, in order."""
    each = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(sorted(char for char, _ in each[:most]))


def _coded(words: Mapping[str, int], letters: str) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Return words and how often each came as arrays; see `KnownWords`."""
    code = {letter: at for at, letter in enumerate(letters, start=1)}
    ordered = sorted(words)  # as `letters` are, one character after the other
    codes = np.zeros((len(ordered), 1 + max(map(len, ordered), default=0)), np.uint8)
    for row, word in zip(codes, ordered, strict=True):
        row[: len(word)] = [code[char] for char in word]
    return codes, np.array([words[word] for word in ordered], np.int32)


def _in_order(words: npt.NDArray[np.uint8]) -> bool:
    """Return whether each word comes behind the one before it, with nothing behind its end."""
    rows = np.ascontiguousarray(words).view(f"S{words.shape[1]}").ravel()
    broken = (words[:, 1:] != 0) & (words[:, :-1] == 0)
    return bool((rows[1:] > rows[:-1]).all()) and not broken.any()
