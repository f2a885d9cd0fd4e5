"""`inkread words`: compose pictures of words and codes, and measure how well they are read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inkread.cli.counted import counted
from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson
from inkread.cli.words_compose import compose
from inkread.cli.words_import import import_words
from inkread.cli.words_train import train

if TYPE_CHECKING:
    from inkread.evaluation.words import WordsReport

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

WordSet = Annotated[
    Path, typer.Argument(metavar="SET", help="A zip or folder of images/ and labels.tsv.", show_default=False)
]
Pattern = Annotated[
    str | None, typer.Option(help="What every text follows, such as AA99-9999; else each picture's own.")
]
WordList = Annotated[Path | None, typer.Option(help="A file of the words that may come out, one a line.")]


Language = Annotated[Path | None, typer.Option(help="english, a text, or what `words language` made of one.")]
ReadingMode = Annotated[
    Literal["auto", "characters", "connected"],
    typer.Option("--mode", help="Cut words into characters, read them whole, or take the surer."),
]
Connected = Annotated[
    str | None, typer.Option(help="The model that reads lines whole: a bundle's folder, zip or name.")
]


@app.callback()
def words() -> None:
    """Compose pictures of words and codes, and measure how well they are read."""


app.command()(compose)
app.command()(train)
app.command("import")(import_words)


@app.command()
def evaluate(  # noqa: PLR0913 - each is an option of the command
    source: WordSet,
    bundle: Annotated[str | None, typer.Option(help="The model: a bundle's folder, zip or name.")] = None,
    pattern: Pattern = None,
    lexicon: WordList = None,
    language: Language = None,
    mode: ReadingMode = "auto",
    connected: Connected = None,
    show: Annotated[bool, typer.Option("--show", help="Also print every text that was read wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the error rates of texts that are read from a set of pictures."""
    if pattern is not None and lexicon is not None:
        raise typer.BadParameter("expected --pattern or --lexicon, got both; give one of them")
    import json

    from inkread.datasets.word_set import read_word_set
    from inkread.evaluation.words import evaluate_words
    from inkread.words.language_model import LanguageModel
    from inkread.words.lexicon import Lexicon
    from inkread.words.reader import WordReader

    samples = read_word_set(source)
    held = None if lexicon is None else Lexicon.of_file(lexicon)
    model = None if language is None else LanguageModel.of_file(language)
    with bars() as tell:
        report = evaluate_words(
            WordReader(bundle, mode=mode, connected=connected),
            samples,
            pattern=pattern,
            lexicon=held,
            language=model,
            progress=lambda done, total: tell("Reading", done, total),
        )
    typer.echo(json.dumps(report.to_dict(), indent=1) if as_json else _told(report, show=show))


@app.command()
def language(
    texts: Annotated[
        list[Path], typer.Argument(metavar="TEXT...", help="Texts in UTF-8.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The model to write.", show_default=False)],
    order: Annotated[int, typer.Option(min=1, max=12, help="Characters looked at, the next included.")] = 6,
) -> None:
    """Learn from texts which words there are, and which characters follow others, for words read whole."""
    from inkread.cli.output_file import write_output
    from inkread.cli.text_files import texts_of
    from inkread.words.language_model import model_of_texts

    model = model_of_texts(texts_of(texts), order=order)
    write_output(output, model.packed())
    characters = f"{counted(len(model), 'context')} of up to {counted(order - 1, 'character')}"
    typer.echo(f"{counted(model.num_words, 'word')} and {characters} in {output}")


def _told(report: "WordsReport", *, show: bool) -> str:
    """Return a report for a person."""
    from inkread.evaluation.intervals import wilson_interval

    scores = report.scores
    num, right = report.sure
    lines = []
    if scores is not None:
        lines += [
            _row("right", scores.accuracy, counted(scores.num, "text"), scores.interval),
            _row("CER", scores.cer, counted(scores.num_characters, "character"), scores.cer_interval),
            _row("WER", scores.wer, counted(scores.num_words, "word"), scores.wer_interval),
        ]
    silent, quiet = report.silent
    if silent:
        of = counted(silent, "picture") + " without writing"
        lines.append(_row("refused", quiet / silent, of, wilson_interval(quiet, silent)))
    lines.append(f"confidence of 0.9 or more: {counted(num, 'text')}, {right:,} of them right")
    wrong = (text for text in report.texts if text.reference != text.hypothesis)
    if show:
        lines += [
            f"{text.name}\t{text.reference}\t{text.hypothesis}\t{text.confidence:.3f}" for text in wrong
        ]
    return "\n".join(lines)


def _row(name: str, share: float, of: str, interval: tuple[float, float]) -> str:
    """Return one rate with its interval, in percent."""
    low, high = interval
    return f"{name:10} {100 * share:6.2f} % of {of}, 95 % interval {100 * low:.2f}-{100 * high:.2f}"
