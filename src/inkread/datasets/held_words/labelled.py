"""What a reader of such a set finds: picture files with their texts, and what was left out."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Level = Literal["words", "lines"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture of a word or a line.

    Attributes:
        name: what the set calls it.
        file: the picture.
        text: what was written.
    """

    name: str
    file: Path
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The pictures of a set, in the order of their names.

    Attributes:
        title: the set's.
        pictures: those with a text.
        left_out: how many were left out, by the reason in words.
    """

    title: str
    pictures: list[Labelled]
    left_out: dict[str, int] = field(default_factory=dict)
