"""Files that lie among images and are none by their names: counted, so that no scan is passed over unsaid."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

MOST_KINDS = 20  # that are told apart: names such as scan.00001 would make each file a kind of its own
SHOWN = 6  # kinds in a sentence
NO_ENDING = "no ending"
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many files of each kind were left out.

    Attributes:
        kinds: ending in lower case -> number of files.
    """

    kinds: Counter[str] = field(default_factory=Counter)

    def note(self, name: str) -> None:
        """Count a file."""
        kind = PurePath(name).suffix.lower() or NO_ENDING
        self.kinds[kind if kind in self.kinds or len(self.kinds) < MOST_KINDS else OTHERS] += 1

    @property
    def sentence(self) -> str:
        """How many there are and of which kinds, the commonest first; empty where there are none.

        >>> LeftOut(Counter({".txt": 1, ".pdf": 2})).sentence
        '3 files of other kinds are left out: .pdf, .txt'
        """
        num = self.kinds.total()
        if not num:
            return ""
        kinds = sorted(self.kinds, key=lambda kind: (-self.kinds[kind], kind))
        named = ", ".join([*kinds[:SHOWN], *(["…"] if len(kinds) > SHOWN else [])])
        start = "1 file of another kind is" if num == 1 else f"{num:,} files of other kinds are"
        return f"{start} left out: {named}"
