"""`inkread evaluate` from the command line."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from inkread.bundle import Bundle
from inkread.cli.main import app
from inkread.errors import ConfigError

GRAPHEMES = "17LTVX"


@pytest.fixture
def drawings(tmp_path: Path, drawing) -> Path:
    """A folder of drawings by grapheme, two of each."""
    for grapheme in GRAPHEMES:
        folder = tmp_path / "drawings" / grapheme
        folder.mkdir(parents=True)
        for pen in (7, 9):
            Image.fromarray(drawing(grapheme, pen=pen)).save(folder / f"{pen}.png")
    return tmp_path / "drawings"


def run(*arguments: object):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_a_table_shows_every_charset_asked_for(tiny_folder, drawings):
    done = run(tiny_folder, "--data", drawings, "--charset", GRAPHEMES, "--charset", "17")
    assert done.exit_code == 0, done.output
    assert "100.00 (75.75-100.00)" in done.stdout
    assert "100.00 (51.01-100.00)" in done.stdout


def test_a_bundle_of_ones_own_letters_is_judged_without_a_word(tiny_folder, drawings):
    done = run(tiny_folder, "--data", drawings, "--robustness", "--limit", 3, "--json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert [row["charset"] for row in report["figures"]] == [GRAPHEMES]
    assert report["robustness"][0]["charset"] == GRAPHEMES


def test_json_is_a_report_without_paths_of_this_machine(tiny_folder, drawings, tmp_path):
    done = run(tiny_folder, "--data", drawings, "--charset", GRAPHEMES, "--json")
    report = json.loads(done.stdout)
    assert report["command"] == f"inkread evaluate tiny --data drawings --charset {GRAPHEMES}"
    assert report["figures"][0]["accuracy"] == {"mean": 1.0, "deviation": None, "n": 12, "num_seeds": 1}
    assert str(tmp_path) not in done.stdout


def test_several_bundles_are_runs_with_a_spread(tiny_folder, drawings):
    done = run(tiny_folder, tiny_folder, "--data", drawings, "--charset", GRAPHEMES)
    assert "100.00 ± 0.00" in done.stdout
    assert "standard deviation over 2 runs" in done.stdout


def test_report_and_card_are_written(tiny_folder, drawings, tmp_path):
    report, card = tmp_path / "out" / "report.json", tmp_path / "out" / "card.md"
    done = run(tiny_folder, "--data", drawings, "--charset", "17", "--output", report, "--model-card", card)
    assert done.exit_code == 0, done.output
    assert json.loads(report.read_text("utf-8"))["evaluations"][0]["n"] == 12
    assert card.read_text("utf-8").startswith("# tiny\n")


def test_the_suite_says_that_tests_are_read_once_and_what_is_missing(make_bundle, linear_model, tmp_path):
    import numpy as np

    from inkread import bundle as parts
    from inkread.charset import NAMED

    model = linear_model(np.zeros((784, 10)))
    bundle = make_bundle(model=model, charset=NAMED["digits"], model_file=parts.ModelFile.of(model))
    parts.write_bundle(bundle, tmp_path / "digits.zip")
    (tmp_path / "usps").mkdir()
    row = "0 " + " ".join(["-1"] * 120 + ["1"] * 16 + ["-1"] * 120)
    (tmp_path / "usps" / "zip.test").write_text(f"{row}\n", "ascii")
    done = run(tmp_path / "digits.zip", "--suite", "standard", "--data-root", tmp_path)
    assert done.exit_code == 0, done.output
    assert "Choose nothing by these figures" in done.stderr
    assert "Not there, so not measured: emnist-pool-test, mnist-test" in done.stdout


def test_figures_of_all_runs_are_kept_in_the_first_bundle(tiny_folder, drawings, tmp_path):
    first = tmp_path / "first"
    shutil.copytree(tiny_folder, first)
    done = run(first, tiny_folder, "--data", drawings, "--charset", GRAPHEMES, "--save-scores")
    assert done.exit_code == 0, done.output
    kept = Bundle.open(first).scores
    assert (kept[0].metric, kept[0].value, kept[0].spread) == ("accuracy", 1.0, 0.0)
    assert kept[0].command == f"inkread evaluate tiny tiny --data drawings --charset {GRAPHEMES}"
    assert Bundle.open(tiny_folder).scores[0].set == "drawn"


def test_a_card_is_made_from_an_earlier_report_without_measuring(tiny_folder, drawings, tmp_path):
    report, cards = tmp_path / "report.json", (tmp_path / "1.md", tmp_path / "2.md")
    run(tiny_folder, "--data", drawings, "--charset", "17", "-o", report, "--model-card", cards[0])
    shutil.rmtree(drawings)
    done = run(tiny_folder, "--report", report, "--model-card", cards[1])
    assert done.exit_code == 0, done.output
    assert cards[0].read_bytes() == cards[1].read_bytes()


def test_a_report_that_is_not_there_is_named(tiny_folder, tmp_path):
    done = run(tiny_folder, "--report", tmp_path / "none.json")
    assert isinstance(done.exception, ConfigError)
    assert "none.json: expected a report" in str(done.exception)


def test_sets_are_read_distorted_where_that_is_asked_for(tiny_folder, drawings, tmp_path):
    card, page = tmp_path / "card.md", tmp_path / "page.html"
    done = run(
        *(tiny_folder, "--data", drawings, "--charset", GRAPHEMES, "--robustness", "--limit", 6),
        *("--model-card", card, "--page", page, "--json"),
    )
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["command"].endswith("--robustness --limit 6")
    (found,) = report["robustness"]
    assert (found["suite"], found["charset"], found["n"]) == ("distortions", GRAPHEMES, 6)
    assert report["figures"][0]["n"] == 6
    assert "| ruled lines | darkness, % of the ink's | 10: **" in card.read_text("utf-8")
    assert "Robustness: distortions on " in page.read_text("utf-8")


@pytest.fixture
def mnist(tmp_path, drawing):
    """A folder of data sets that holds two test images of MNIST, a 1 and a 7, and nothing else."""
    import gzip

    from inkread.preprocess.contract import preprocess

    folder = tmp_path / "sets" / "mnist"
    folder.mkdir(parents=True)
    pixels = b"".join(preprocess(drawing(text)).glyph.tobytes() for text in "17")
    sizes = b"".join(number.to_bytes(4, "big") for number in (0x803, 2, 28, 28))
    (folder / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(sizes + pixels))
    head = b"".join(number.to_bytes(4, "big") for number in (0x801, 2))
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(head + bytes([1, 7])))
    return folder.parent


def test_suites_of_spoilt_digits_are_read_alone_or_together(mnist, tmp_path):
    report = tmp_path / "report.json"
    done = run("--suite", "mnist-c", "--suite", "redrawn", "--data-root", mnist, "-o", report)
    assert done.exit_code == 0, done.output
    assert "Choose nothing by these figures" in done.stderr
    assert "network alone %" in done.stdout
    assert "mnist-c on mnist-test: mean " in done.stdout
    fields = json.loads(report.read_text("utf-8"))
    assert fields["command"] == "inkread evaluate inkread-62 --suite mnist-c --suite redrawn"
    assert [found["suite"] for found in fields["robustness"]] == ["mnist-c", "redrawn"]
    again = run("--report", report)
    assert again.stdout == done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--suite", "mnist-c", "--robustness"], "expected --robustness and --save-scores with sets to read"),
        (
            ["--suite", "redrawn", "--save-scores"],
            "expected --robustness and --save-scores with sets to read",
        ),
        (["--report", "y", "--robustness"], "expected no --charset, --limit or --robustness with --report"),
        ([], "expected one of --data, --suite and --report"),
        (["--data", "x", "--report", "y"], "expected one of --data, --suite and --report"),
        (["--report", "y", "--charset", "digits"], "expected no --charset, --limit or --robustness"),
        (["--suite", "standrad"], "expected standard"),
        (["--suite", "standard", "--split", "test"], "expected no --split"),
        (["--data", "x", "--check-framing"], "expected two sets to compare"),
    ],
)
def test_options_that_mean_nothing_together_are_refused(arguments, message):
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.replace("│", " ").split())
