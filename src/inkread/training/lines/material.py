"""Lines to train on: sets of pictures with their texts, through the contract, as they will be read."""

import hashlib
import io
import json
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inkread import atomic
from inkread.charset import Charset
from inkread.datasets.word_set import WordSample, read_word_set
from inkread.errors import TrainingError
from inkread.preprocess.decode import decode
from inkread.preprocess.segment.line_image import CONTRACT, line_image
from inkread.preprocess.segment.page import writing_of
from inkread.trail import GreyImage
from inkread.words.compose.text_source import PUNCTUATION

LINES = Charset((*string.digits, *string.ascii_uppercase, *string.ascii_lowercase, *PUNCTUATION, " "))
"""What a reader of lines can tell."""
KEPT = "lines-{}.npz"
PREPARED = f"{CONTRACT}, from sheets without grains"  # to be changed with what comes before the contract
PARTS_OF_PROGRESS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Images of lines and what each says.

    Attributes:
        images: axes (32, width) each, uint8.
        texts: one an image.
    """

    images: Sequence[GreyImage]
    texts: Sequence[str]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.texts)

    def digest(self) -> str:
        """Return a digest of images and texts."""
        found = hashlib.sha256(json.dumps(list(self.texts)).encode())
        for image in self.images:
            found.update(image.shape[1].to_bytes(4, "little") + image.tobytes())
        return found.hexdigest()


def gather_lines(
    sources: Sequence[Path], *, keep: Path, progress: Callable[[str, int, int | None], None]
) -> Lines:
    """Return the lines of sets of words; those without ink, or with other characters, are left out.

    What the contract made of a set is kept in the folder `keep`, by the set's own digest: a run that goes on
    need not wait for it again.

    Raises:
        DataError: when a set cannot be read.
        ImageError: when a picture cannot be.
        TrainingError: when nothing is left.
    """
    parts = [_lines_of(source, keep, progress) for source in sources]
    lines = Lines(
        [image for part in parts for image in part.images], [text for part in parts for text in part.texts]
    )
    if not len(lines):
        names = ", ".join(map(str, sources))
        raise TrainingError(f"{names}: expected pictures of words, got none to train on; name another set")
    return lines


def _lines_of(source: Path, keep: Path, progress: Callable[[str, int, int | None], None]) -> Lines:
    """Return the lines of one set."""
    samples = read_word_set(source)
    path = keep / KEPT.format(_digest(samples))
    if path.is_file():
        return _opened(path)
    images, texts = [], []
    for done, sample in enumerate(samples, start=1):
        sheet = writing_of(decode(sample.image))
        if sheet is not None and set(sample.text) <= set(LINES.graphemes):
            images.append(line_image(sheet))
            texts.append(sample.text)
        if done % PARTS_OF_PROGRESS == 0 or done == len(samples):
            progress(f"preparing {source.name}", done, len(samples))
    lines = Lines(images, texts)
    _save(path, lines)
    return lines


def _digest(samples: Sequence[WordSample]) -> str:
    """Return a digest of the set and of what it goes through."""
    found = hashlib.sha256(PREPARED.encode())
    for sample in samples:
        found.update(sample.text.encode() + b"\0" + hashlib.sha256(sample.image).digest())
    return found.hexdigest()[:16]


def _save(path: Path, lines: Lines) -> None:
    """Write lines as one array, side by side, with their widths and texts."""
    buffer = io.BytesIO()
    texts = np.frombuffer(json.dumps(list(lines.texts)).encode(), np.uint8)
    joined = np.concatenate([*lines.images, np.zeros((32, 0), np.uint8)], axis=1)
    np.savez(buffer, widths=np.array([image.shape[1] for image in lines.images]), pixels=joined, texts=texts)
    atomic.write_bytes(path, buffer.getvalue())


def _opened(path: Path) -> Lines:
    """Return lines that were kept."""
    with np.load(path, allow_pickle=False) as held:
        ends = np.cumsum(held["widths"])
        images = np.split(np.ascontiguousarray(held["pixels"]), ends[:-1], axis=1)
        return Lines(images, json.loads(held["texts"].tobytes()))
