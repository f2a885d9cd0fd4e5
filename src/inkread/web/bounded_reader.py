"""A reader of words that stops where a stranger's form would take minutes."""

from typing import TYPE_CHECKING

from inkread.preprocess.decode import decode
from inkread.preprocess.segment.page import segment
from inkread.preprocess.segment.sheet import Sheet
from inkread.web.words_reading import MOST_RUNS, num_runs_of, too_many_runs
from inkread.word_reading import PageReading
from inkread.words.language_model import LanguageModel
from inkread.words.reader import WordReader
from inkread.words.wanted import Wanted

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source


class BoundedReader(WordReader):
    """Reads the fields of one scan after the other, of each scan no more marks than a page of writing has.

    Args:
        reader: whose networks it shares.
    """

    def __init__(self, reader: WordReader) -> None:
        """Take over all that the other reader holds."""
        self.__dict__.update(vars(reader))
        self.begin()

    def begin(self) -> None:
        """Count anew: the fields of another scan follow."""
        self._num_runs = 0

    def _page(
        self, source: "Source | Sheet", wanted: Wanted, language: LanguageModel | None, *, lines: bool
    ) -> PageReading:
        """Return the readings of a field's lines.

        Raises:
            ImageError: `too_much_writing`.
        """
        image = source if isinstance(source, Sheet) else decode(source)
        self._num_runs += num_runs_of(segment(image, lines=lines, words=wanted.either.spaces))
        if self._num_runs > MOST_RUNS:
            raise too_many_runs(self._num_runs)
        return super()._page(image, wanted, language, lines=lines)
