"""Reads one set of pictures of words by inkread and by Tesseract, and prints both error rates.

    python benchmarks/words.py SET [--lexicon FILE] [--json]

SET is a zip or folder of `images/` and `labels.tsv`, such as `inkread words compose` writes; patterns in it
are given to inkread, and their characters to Tesseract as a white list, which is all that it can take.
Tesseract is asked for one word (`--psm 8`); Debian has it as `tesseract-ocr`.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from inkread import Lexicon, WordReader
from inkread.datasets.word_set import read_word_set
from inkread.evaluation.text_metrics import text_scores

RIVAL = "tesseract"
CAPITALS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"


def main():
    """Print a row for each reader."""
    arguments = _arguments()
    if shutil.which(RIVAL) is None:
        sys.exit(f"expected the program {RIVAL}, got none; install tesseract-ocr")
    samples = read_word_set(arguments.set)
    lexicon = arguments.lexicon and Lexicon.of_file(arguments.lexicon)
    reader = WordReader().warm()
    readers = {
        "inkread": lambda sample: (
            reader.read(sample.image, pattern=None if lexicon else sample.pattern, lexicon=lexicon).text
        ),
        RIVAL: _tesseract,
    }
    rows = {name: _row(read, samples) for name, read in readers.items()}
    if arguments.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'reader':12} {'right %':>8} {'CER %':>8} {'WER %':>8} {'ms a text':>10}   n = {len(samples)}")
    for name, row in rows.items():
        shares = " ".join(f"{100 * row[key]:8.1f}" for key in ("accuracy", "cer", "wer"))
        print(f"{name:12} {shares} {row['ms']:10.0f}")


def _row(read, samples):
    """Return the scores of one reader and its time a text."""
    start = time.perf_counter()
    pairs = [(sample.text, read(sample)) for sample in samples]
    spent = time.perf_counter() - start
    return {**text_scores(pairs).to_dict(), "ms": 1000 * spent / len(samples)}


def _tesseract(sample):
    """Return what Tesseract reads."""
    command = [RIVAL, "stdin", "stdout", "--psm", "8"]
    if sample.pattern:
        kinds = {"A": CAPITALS, "9": DIGITS}
        allowed = sorted(set("".join(kinds.get(sign, sign) for sign in sample.pattern)))
        command += ["-c", f"tessedit_char_whitelist={''.join(allowed)}"]
    done = subprocess.run(command, input=sample.image, capture_output=True, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path, help="the set of words")
    parser.add_argument("--lexicon", type=Path, help="words that inkread may answer")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
