"""`inkread history export --words`: lines and their texts as a set of words, to teach a hand with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.cli.counted import counted
from inkread.cli.output_file import replacing_output
from inkread.cli.progress import bars

if TYPE_CHECKING:
    from inkread.datasets.word_set import WordFile
    from inkread.history import Query, Store


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds.

    Attributes:
        counts: for programs.
        words: for a person.
    """

    counts: dict[str, str | int]
    words: str


def write_words(output: Path, store: "Store", query: "Query", *, unchecked: bool) -> Written:
    """Write a set of words, for its owner alone, with a bar where someone sees it; return what it holds.

    Raises:
        ConfigError: when nothing can be written there.
        HistoryError: when there is nothing to learn from, or the query asks for what was not corrected.
    """
    from inkread.datasets.word_set import PNG, pack_word_files
    from inkread.history.word_lines import nothing_to_learn, word_lines

    readings = left_out = 0

    def pictures() -> Iterator["WordFile"]:
        nonlocal readings, left_out
        found = word_lines(store, query, unchecked=unchecked, progress=lambda *done: tell("Writing", *done))
        for one in found:
            readings += 1
            left_out += not one.lines
            for content, text in one.lines:
                yield PNG, content, text, None

    with bars() as tell:
        made = pictures()
        first = next(made, None)
        if first is None:
            raise nothing_to_learn(unchecked=unchecked, left_out=left_out)
        with replacing_output(output, option="FILE", private=True) as file:
            lines = pack_word_files(file, chain([first], made), name=str(output))
    said = f"{counted(lines, 'line')} of {counted(readings, 'reading')}"
    if left_out:
        said += f"; {left_out:,} left out, whose lines in the picture are not surely those of the text"
    return Written({"form": "words", "entries": readings, "lines": lines, "left_out": left_out}, said)
