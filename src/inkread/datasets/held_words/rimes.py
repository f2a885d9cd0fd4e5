"""RIMES 2011, French letters: words by a list of texts, lines by a text file beside each picture.

Grosicki and El-Abed 2011, "ICDAR 2011: French handwriting recognition competition".
"""

from pathlib import Path

from inkread.datasets.held_words.labelled import Found, Labelled, Level
from inkread.errors import DataError

TITLE = "RIMES"
LISTS = "*icdar2011.txt"  # ground truth of words, whatever its beginning is spelt like
TRANSCRIPTIONS, IMAGES = "Transcriptions", "Images"
MISSING = "without a picture"


def find_rimes(folder: Path, level: Level) -> Found | None:
    """Return the pictures of RIMES in a folder, or None where it holds another set.

    Words: rows of a file's path, a space and the text, in one list or several; each path is sought in the
    folder and in those right below it. Lines: `Images/` and `Transcriptions/`.

    Raises:
        DataError: when a list is not in UTF-8.
    """
    return _words(folder) if level == "words" else _lines(folder)


def _words(folder: Path) -> Found | None:
    """Return the pictures of words."""
    lists = sorted(folder.glob(LISTS))
    if not lists:
        return None
    roots = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())]
    pictures, missing = [], 0
    for listed in lists:
        for row in _text(listed).splitlines():
            name, _, text = row.strip().partition(" ")
            file = next((root / name for root in roots if text and (root / name).is_file()), None)
            if file is not None:
                pictures.append(Labelled(name, file, text))
            else:
                missing += bool(text)
    return Found(TITLE, pictures, {MISSING: missing})


def _lines(folder: Path) -> Found | None:
    """Return the pictures of lines."""
    texts = sorted((folder / TRANSCRIPTIONS).glob("*.txt"))
    if not texts:
        return None
    pictures, missing = [], 0
    for path in texts:
        file = folder / IMAGES / f"{path.stem}.jpg"
        if file.is_file():
            pictures.append(Labelled(path.stem, file, _text(path).strip()))
        else:
            missing += 1
    return Found(TITLE, pictures, {MISSING: missing})


def _text(path: Path) -> str:
    """Return the content of a text file."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: expected UTF-8, got other bytes; fetch it again") from error
