"""The CVL database: the file names of its words say what was written.

Kleber et al. 2013, "CVL-DataBase: An Off-Line Database for Writer Retrieval, Writer Identification and Word
Spotting".
"""

from itertools import groupby
from pathlib import Path

from inkread.datasets.held_words.labelled import Found, Labelled, Level

TITLE = "CVL"
NUM_PARTS = 5  # of a word's name: writer, text, line, place in the line, what was written
MISSING = "without a picture"


def find_cvl(folder: Path, level: Level) -> Found | None:
    """Return the pictures of CVL in a folder, or None where it holds another set.

    The folder is the set's own, or one of its `trainset` and `testset`. A line says what its words say.
    """
    words = sorted(_words(folder), key=lambda one: (*one.name.split("-")[:3], int(one.name.split("-")[3])))
    if not words:
        return None
    if level == "words":
        return Found(TITLE, words)
    pictures, missing = [], 0
    for name, parts in groupby(words, key=lambda one: "-".join(one.name.split("-")[:3])):
        of_line = list(parts)
        writer = of_line[0].file.parent
        file = writer.parent.parent / "lines" / writer.name / f"{name}.tif"
        if file.is_file():
            pictures.append(Labelled(name, file, " ".join(one.text for one in of_line)))
        else:
            missing += 1
    return Found(TITLE, pictures, {MISSING: missing})


def _words(folder: Path) -> list[Labelled]:
    """Return the pictures of words."""
    found = []
    for file in folder.rglob("words/*/*.tif"):
        parts = file.stem.split("-", NUM_PARTS - 1)
        if len(parts) == NUM_PARTS and all(part.isdecimal() for part in parts[:-1]) and parts[-1]:
            found.append(Labelled(file.stem, file, parts[-1]))
    return found
