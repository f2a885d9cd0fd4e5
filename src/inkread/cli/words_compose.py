"""`inkread words compose`: pictures of codes from real glyphs, or of words in many hands, as a set."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from inkread.cli.progress import bars
from inkread.cli.text_files import texts_of
from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.trail import GreyImage
    from inkread.words.compose.glyph_bank import GlyphBank
    from inkread.words.compose.text_source import TextSource
    from inkread.words.compose.word_pictures import Hands

    Tell: TypeAlias = Callable[[str, int, int | None], None]
    Made: TypeAlias = Iterator[tuple[GreyImage, str, str | None]]

PARTS = ("train", "validation", "test")
FRACTIONS = (0.8, 0.1, 0.1)
Part = Literal["train", "validation", "test"]


Output = Annotated[Path, typer.Argument(metavar="ZIP", help="The set to write.", show_default=False)]
Data = Annotated[str | None, typer.Option(help="Where single glyphs come from: a known set or a path.")]
Fonts = Annotated[
    Path | None, typer.Option(help="A folder of fonts that write words, joined where they join.")
]
TextFiles = Annotated[
    list[Path] | None,
    typer.Option(help="A text to take words from, UTF-8; repeatable. Python's own manual if not given."),
]
PartOf = Annotated[Part, typer.Option(help="The part of glyphs and of fonts, split 80/10/10, always alike.")]
Kind = Annotated[
    Literal["codes", "digits", "amounts", "words", "nothing"],
    typer.Option(
        help="Numbers, codes of capitals, digits and dashes, amounts with a point or comma, words and short"
        " texts, or pictures without writing."
    ),
]
Num = Annotated[int, typer.Option(min=1, help="How many pictures.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed makes the same set.")]
Paper = Annotated[
    Literal["any", "clean", "squared"],
    typer.Option(
        help="What words stand on: any, photographed or scanned; clean, where nothing but the hand is hard to"
        " read; or clean squared paper."
    ),
]


def compose(  # noqa: PLR0913 - each is an option of the command
    output: Output,
    data: Data = None,
    fonts: Fonts = None,
    text: TextFiles = None,
    part: PartOf = "validation",
    kind: Kind = "codes",
    num: Num = 200,
    seed: Seed = 0,
    paper: Paper = "any",
) -> None:
    """Write a set of pictures of codes or words, written with single glyphs and with fonts.

    Codes have uneven gaps and heights, touch or stand on a line, in boxes or in a comb of boxes. Words are
    slanted, bent and joined. Paper, light, blur and grain are those of a photo or a scan. What shows no
    writing, such as scribbles, noise, patterns and drawings, has an empty text, which teaches a reader of
    lines to say nothing of it; the kinds of the train part are in no other part.
    """
    _check(kind, data, fonts, text, paper)
    from inkread.datasets.word_set import write_word_set

    bank = None if data is None else _bank(data, part)
    if kind == "nothing":
        from inkread.evaluation.garbage.for_words import silent_pictures

        made: Made = silent_pictures(num, trained=part == "train", seed=seed)
    elif bank is not None and kind in ("codes", "digits"):
        made = _codes(bank, kind, num, seed)
    else:
        from inkread.words.compose.amounts import Amounts
        from inkread.words.compose.scene import PAPERS
        from inkread.words.compose.word_pictures import word_pictures

        texts = Amounts() if kind == "amounts" else _source(text or [])
        hands = _hands(bank, fonts, part)
        made = word_pictures(hands, texts, num, seed=seed, scene=PAPERS[paper])
    with bars() as tell:
        written = write_word_set(output, _counted(made, num, tell))
    typer.echo(f"{written} pictures in {output}")


def _check(kind: str, data: str | None, fonts: Path | None, text: list[Path] | None, paper: str) -> None:
    """Refuse a kind without what it is written with, or with what it does not take."""
    if paper != "any" and kind not in ("amounts", "words"):
        raise ConfigError(f"expected --paper with words or amounts, got {kind}; leave it out")
    if kind == "nothing" and (data or fonts or text):
        raise ConfigError("expected --kind nothing alone, got what to write with; leave that out")
    if kind in ("codes", "digits") and data is None:
        raise ConfigError(f"expected --data with --kind {kind}, got none; name a set of glyphs to write with")
    if kind in ("codes", "digits") and (fonts or text):
        raise ConfigError(f"expected no --fonts and no --text with --kind {kind}, got one; leave it out")
    if kind == "amounts" and text:
        raise ConfigError("expected no --text with --kind amounts, got one; leave it out")
    if kind in ("amounts", "words") and data is None and fonts is None:
        raise ConfigError("expected --data or --fonts, got neither; name what the texts are written with")


def _bank(source: str, part: Part) -> "GlyphBank":
    """Return the glyphs of one part of a set of characters."""
    from inkread.datasets.sources import open_samples
    from inkread.datasets.split import split_samples
    from inkread.words.compose.glyph_bank import GlyphBank

    whole = open_samples(source)
    rows = split_samples(whole, FRACTIONS, seed=0)[PARTS.index(part)]
    samples = whole.take(rows, name=f"{whole.name}-{part}")
    return GlyphBank.of(samples.images, [samples.charset.graphemes[label] for label in samples.labels])


def _codes(bank: "GlyphBank", kind: str, num: int, seed: int) -> "Made":
    """Yield pictures of codes or numbers, each with its text and template."""
    import numpy as np

    from inkread.words.compose.code_texts import code_text, digits_text
    from inkread.words.compose.picture import composed

    rng = np.random.default_rng(seed)
    for _ in range(num):
        text, pattern = code_text(rng) if kind == "codes" else digits_text(rng)
        yield composed(text, bank, rng).image, text, pattern


def _hands(bank: "GlyphBank | None", fonts: Path | None, part: Part) -> "Hands":
    """Return those who may write."""
    from inkread.words.compose.font_hand import font_hands
    from inkread.words.compose.glyph_hand import GlyphHand
    from inkread.words.compose.word_pictures import Hands

    files = {}
    if fonts is not None:
        from inkread.datasets.fonts.listing import font_files

        files = font_files(fonts)
    return Hands(font_hands(files, part), None if bank is None else GlyphHand(bank))


def _source(texts: list[Path]) -> "TextSource":
    """Return the source of words of some texts, of Python's manual where none is named."""
    from inkread.words.compose.text_source import TextSource

    if texts:
        return TextSource.of(texts_of(texts))
    from pydoc_data.topics import topics  # half a megabyte of English that every Python brings

    return TextSource.of(["\n".join(topics.values())])


def _counted(made: "Made", num: int, tell: "Tell") -> "Made":
    """Yield what is made, and tell how much of it is."""
    for done, one in enumerate(made, start=1):
        yield one
        if done % 100 == 0 or done == num:
            tell("Composing", done, num)
