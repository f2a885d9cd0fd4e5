"""`inkread words import`: IAM, CVL or RIMES, for those who hold them, as a set of words."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.counted import counted
from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson
from inkread.cli.text_files import texts_of

if TYPE_CHECKING:
    from typing import Literal

    from inkread.datasets.held_words.labelled import Labelled

Source = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="Of IAM, CVL or RIMES, unpacked.", show_default=False)
]
Output = Annotated[Path, typer.Argument(metavar="ZIP", help="The set to write.", show_default=False)]
Lines = Annotated[bool, typer.Option("--lines", help="Pictures of whole lines instead of words.")]
Only = Annotated[
    Path | None,
    typer.Option(
        help="A list of the wanted ones, a name a row; IAM's forms and lines stand for all of theirs."
    ),
]


def import_words(
    folder: Source, output: Output, lines: Lines = False, only: Only = None, as_json: AsJson = False
) -> None:
    """Write the pictures of IAM, CVL or RIMES with their texts as a set of words.

    What the set marks as badly cut, has no text, or cannot be opened is left out and counted.
    """
    from inkread.datasets.held_words.find import find_words
    from inkread.datasets.word_set import write_word_files

    level: Literal["words", "lines"] = "lines" if lines else "words"
    wanted = None if only is None else set(next(iter(texts_of([only]))).split())
    found = find_words(folder, level, only=wanted)
    broken: list[str] = []
    with bars() as tell:
        num = write_word_files(output, _sound(found.pictures, broken, tell))
    left_out = {**found.left_out, **({"that cannot be opened": len(broken)} if broken else {})}
    if as_json:
        told = {"set": found.title, "level": level, "num": num, "left_out": left_out, "broken": broken}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    typer.echo(f"{counted(num, 'picture')} of {found.title}'s {level} in {output}")
    for reason, count in left_out.items():
        typer.echo(f"left out: {count:,} {reason}")


def _sound(
    pictures: "list[Labelled]", broken: list[str], tell: Callable[[str, int, int | None], None]
) -> "Iterator[tuple[str, bytes, str, None]]":
    """Yield ending, content and text of each picture that can be opened; note the others in `broken`."""
    from inkread.errors import ImageError
    from inkread.preprocess.decode import decode

    for done, one in enumerate(pictures, start=1):
        content = one.file.read_bytes()
        try:
            decode(content)
        except ImageError:
            broken.append(one.name)
        else:
            yield one.file.suffix.lower(), content, one.text, None
        tell("pictures", done, len(pictures))
