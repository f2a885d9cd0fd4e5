"""The process in which pages of PDFs are drawn: `python -m inkread.preprocess.decode.pdf_child`.

As the one of `child`: it holds no secret, writes no file, and is expected to be killed.
"""

from importlib import import_module
from typing import BinaryIO, Final

from inkread.errors import ImageError
from inkread.preprocess.decode.child import READY, allow_cpu, take_over
from inkread.preprocess.decode.door import DecodedImage
from inkread.preprocess.decode.file import load_decoders
from inkread.preprocess.decode.limits import MAX_BYTES
from inkread.preprocess.decode.messages import read_block, write_answer, write_block, write_count
from inkread.preprocess.decode.pdf_file import PdfFile
from inkread.preprocess.decode.pdf_words import OPEN

_LONGEST_WORD: Final = 4


def serve(questions: BinaryIO, answers: BinaryIO, *, seconds: float) -> None:
    """Answer a file with how many pages it has, a number with that page, until the parent ends."""
    write_block(answers, READY)
    file: PdfFile | None = None
    while True:
        try:
            word, content = read_block(questions, _LONGEST_WORD), read_block(questions, MAX_BYTES + 1)
        except EOFError:
            return
        allow_cpu(seconds)
        try:
            if word == OPEN:
                if file is not None:
                    file.close()
                file = None  # should the next one not open
                file = PdfFile(content)
                write_count(answers, file.num_pages)
            else:
                write_answer(answers, _page(file, int(content)))
        except ImageError as error:
            write_answer(answers, error)


def load() -> None:
    """Import now what cannot be imported later."""
    load_decoders()
    import_module("pypdfium2.raw")


def _page(file: PdfFile | None, number: int) -> DecodedImage:
    """Return a page of the file that is open."""
    if file is None:
        raise ImageError("expected a file before its pages, got none; open it first", reason="damaged")
    return file.page(number)


if __name__ == "__main__":
    take_over(load, serve)
