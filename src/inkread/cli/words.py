"""`inkread words`: compose pictures of codes from real glyphs, and measure how well words are read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.datasets.samples import Samples
    from inkread.evaluation.words import WordsReport

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
PARTS = ("train", "validation", "test")
FRACTIONS = (0.8, 0.1, 0.1)

WordSet = Annotated[
    Path, typer.Argument(metavar="SET", help="A zip or folder of images/ and labels.tsv.", show_default=False)
]
Pattern = Annotated[
    str | None, typer.Option(help="What every text follows, such as AA99-9999; else each picture's own.")
]
WordList = Annotated[Path | None, typer.Option(help="A file of the words that may come out, one a line.")]


@app.callback()
def words() -> None:
    """Compose pictures of codes from real glyphs, and measure how well words are read."""


@app.command()
def evaluate(
    source: WordSet,
    bundle: Annotated[str | None, typer.Option(help="The model: a bundle's folder, zip or name.")] = None,
    pattern: Pattern = None,
    lexicon: WordList = None,
    show: Annotated[bool, typer.Option("--show", help="Also print every text that was read wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the error rates of texts that are read from a set of pictures."""
    if pattern is not None and lexicon is not None:
        raise typer.BadParameter("expected --pattern or --lexicon, got both; give one of them")
    import json

    from inkread.datasets.word_set import read_word_set
    from inkread.evaluation.words import evaluate_words
    from inkread.words.lexicon import Lexicon
    from inkread.words.reader import WordReader

    samples = read_word_set(source)
    held = None if lexicon is None else Lexicon.of_file(lexicon)
    with bars() as tell:
        report = evaluate_words(
            WordReader(bundle),
            samples,
            pattern=pattern,
            lexicon=held,
            progress=lambda done, total: tell("Reading", done, total),
        )
    typer.echo(json.dumps(report.to_dict(), indent=1) if as_json else _told(report, show=show))


@app.command()
def compose(
    output: Annotated[Path, typer.Argument(metavar="ZIP", help="The set to write.", show_default=False)],
    data: Annotated[str, typer.Option(help="Where the glyphs come from: a known set or a path.")],
    part: Annotated[
        Literal["train", "validation", "test"], typer.Option(help="The part of it, split 80/10/10 by seed 0.")
    ] = "validation",
    kind: Annotated[
        Literal["codes", "digits"], typer.Option(help="Numbers, or codes of capitals, digits and dashes.")
    ] = "codes",
    num: Annotated[int, typer.Option(min=1, help="How many pictures.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same set.")] = 0,
) -> None:
    """Write a set of pictures of codes, written with the glyphs of a set of characters.

    Gaps and heights are uneven, characters touch or stand on a line, in boxes or in a comb of boxes; paper,
    light, blur and grain are those of a photo.
    """
    import numpy as np

    from inkread.datasets.word_set import write_word_set
    from inkread.words.compose.code_texts import code_text, digits_text
    from inkread.words.compose.glyph_bank import GlyphBank
    from inkread.words.compose.picture import composed

    samples = _part(data, part)
    bank = GlyphBank.of(samples.images, [samples.charset.graphemes[label] for label in samples.labels])
    rng = np.random.default_rng(seed)
    texts = (code_text if kind == "codes" else digits_text for _ in range(num))
    drawn = (make(rng) for make in texts)
    made = ((composed(text, bank, rng).image, text, pattern) for text, pattern in drawn)
    typer.echo(f"{write_word_set(output, made)} pictures of {samples.name}'s glyphs in {output}")


def _part(source: str, part: str) -> "Samples":
    """Return one part of a set of characters."""
    from inkread.datasets.sources import open_samples
    from inkread.datasets.split import stratified_split

    whole = open_samples(source)
    rows = stratified_split(whole.labels, FRACTIONS, seed=0)
    return whole.take(rows[PARTS.index(part)], name=f"{whole.name}-{part}")


def _told(report: "WordsReport", *, show: bool) -> str:
    """Return a report for a person."""
    scores = report.scores
    interval = "-".join(f"{100 * end:.2f}" for end in scores.interval)
    num, right = report.sure
    lines = [
        f"right      {100 * scores.accuracy:6.2f} % of {scores.num:,} texts, 95 % interval {interval}",
        f"CER        {100 * scores.cer:6.2f} % of {scores.num_characters:,} characters",
        f"WER        {100 * scores.wer:6.2f} % of {scores.num_words:,} words",
        f"confidence of 0.9 or more: {num:,} texts, {right:,} of them right",
    ]
    wrong = (text for text in report.texts if text.reference != text.hypothesis)
    if show:
        lines += [
            f"{text.name}\t{text.reference}\t{text.hypothesis}\t{text.confidence:.3f}" for text in wrong
        ]
    return "\n".join(lines)
