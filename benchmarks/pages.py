"""Times pages and words on one core, and watches a process's memory over many pages.

    python benchmarks/pages.py [--pages 10] [--data emnist] [--lines 30] [--characters 30]
        [--mode auto] [--rival] [--json]

A page is composed of the test part's glyphs: lines of words of digits, capitals or small letters, on paper
with some grain. Each is read with `lines=True`; eight different ones take turns. A word is read as an image
of 32 px height, and as a photo that `inkread words compose` would make. With `--rival`, Tesseract reads the
same pictures (`--psm 6`, `--psm 8`), its start included. The goal: at most 2 s a page of 30 lines, and memory
that does not grow over 2,000 of them (`--pages 2000`).
"""

import argparse
import gc
import json
import shutil
import statistics
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from one_core import stay_on_one_core
from peak_memory import peak_bytes

from inkread import WordReader
from inkread.cli.words_compose import _bank
from inkread.evaluation.text_metrics import text_scores
from inkread.words import reader as reader_module
from inkread.words import separate
from inkread.words.compose.picture import composed
from inkread.words.compose.placing import placed
from inkread.words.compose.style import Style
from inkread.words.connected import LineReader
from inkread.words.decode import Decoder

DIFFERENT = 8  # pages that take turns
CAPITAL = 40  # px
PITCH = 75  # px from line to line
KINDS = (str.isdigit, str.isupper, str.islower)
WORDS = 100  # read for the time of one
WARM = 2 * DIFFERENT  # pages before memory is watched
RIVAL = "tesseract"
MB = 1e6


def main():
    """Print the times and the memory."""
    arguments = _arguments()
    stay_on_one_core()
    bank = _bank(arguments.data, "test")
    rng = np.random.default_rng(arguments.seed)
    pages = [page(bank, rng, arguments.lines, arguments.characters) for _ in range(DIFFERENT)]
    reader = WordReader(mode=arguments.mode).warm()
    report = {
        "lines": arguments.lines,
        "characters": round(statistics.mean(len(text.replace(" ", "")) for _, text in pages)),
        "page": _pages(reader, pages, arguments.pages),
        "word_32px": _words(reader, [at_height(one, 32) for one in _photos(bank, rng)], arguments.rival),
        "word_photo": _words(reader, _photos(bank, rng), arguments.rival),
    }
    if arguments.rival:
        report["page_rival"] = _rival(pages[:3], psm=6)
    print(json.dumps(report, indent=1) if arguments.json else _told(report))


def page(bank, rng, num_lines, num_characters):
    """Return a page, axes (height, width), uint8, and its text."""
    style = replace(Style.drawn(rng), height=CAPITAL, gap=0.2, uneven=0.05, wander=0.03, skew=0.0)
    texts = [_line(bank, rng, num_characters) for _ in range(num_lines)]
    inks = [placed(text, bank, style, rng)[0] for text in texts]
    sheet = np.zeros((PITCH * (num_lines + 2), max(ink.shape[1] for ink in inks)), np.uint8)
    for number, ink in enumerate(inks):
        part = sheet[PITCH * number : PITCH * number + ink.shape[0], : ink.shape[1]]
        np.maximum(part, ink[: part.shape[0]], out=part)
    seen = 235.0 - 190.0 * sheet / 255.0 + rng.normal(0.0, 2.0, sheet.shape)
    seen = cv2.GaussianBlur(seen.astype(np.float32), (0, 0), 0.6)
    return np.clip(seen, 0, 255).astype(np.uint8), "\n".join(texts)


def _line(bank, rng, num_characters):
    """Return the text of one line: words of two to eight characters, each of one kind."""
    words, left = [], num_characters
    while left > 0:
        length = min(left, int(rng.integers(2, 9)))
        is_kind = KINDS[int(rng.integers(3))]
        chars = [char for char in sorted(bank.glyphs) if is_kind(char)]
        words.append("".join(chars[int(place)] for place in rng.integers(len(chars), size=length)))
        left -= length
    return " ".join(words)


def at_height(image, height):
    """Return an image at some height."""
    wide = max(1, round(image.shape[1] * height / image.shape[0]))
    return cv2.resize(image, (wide, height), interpolation=cv2.INTER_AREA)


def _photos(bank, rng):
    """Return pictures of words of six digits."""
    texts = ("".join(str(digit) for digit in rng.integers(10, size=6)) for _ in range(WORDS))
    return [composed(text, bank, rng).image for text in texts]


def _pages(reader, pages, num):
    """Return times, parts of the time, error rate and memory of pages read one after another."""
    parts = _watched()
    cpu, wall, memory, pairs = [], [], [], []
    for number in range(num):
        image, text = pages[number % DIFFERENT]
        began, began_cpu = time.perf_counter(), time.process_time()
        reading = reader.read(image, lines=True)
        cpu.append(time.process_time() - began_cpu)
        wall.append(time.perf_counter() - began)
        memory.append(_resident_bytes())
        if number < DIFFERENT:
            pairs.append((text, reading.text))
        del reading
    return {
        "n": num,
        "cpu_s": statistics.median(cpu),
        "wall_s": statistics.median(wall),
        "parts_cpu_s": {name: spent / num for name, spent in parts.items()},
        "cer": text_scores(pairs).cer,
        "peak_mb": (peak_bytes() or 0) / MB,
        **_growth(memory),
    }


def _watched():
    """Return the seconds of processor time that each part takes from now on."""
    spent = {"segment": 0.0, "whole": 0.0, "candidates": 0.0, "search": 0.0}

    def timed(name, function):
        def call(*arguments, **named):
            began = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                spent[name] += time.process_time() - began

        return call

    reader_module.segment = timed("segment", reader_module.segment)
    LineReader.read = timed("whole", LineReader.read)
    separate.evidence_of = timed("candidates", separate.evidence_of)
    Decoder.decoded = timed("search", Decoder.decoded)
    return spent


def _growth(memory):
    """Return how much memory the process held first and last, and its growth by the page, least squares."""
    watched = np.array(memory[WARM:], float)
    if len(watched) < DIFFERENT:
        return {"resident_mb": memory[-1] / MB}
    place = np.arange(len(watched), dtype=float)
    slope, start = np.polyfit(place, watched, 1)
    left = watched - slope * place - start
    error = np.sqrt((left**2).sum() / (len(left) - 2) / ((place - place.mean()) ** 2).sum())
    quarter = max(1, len(watched) // 4)
    return {
        "first_quarter_mb": watched[:quarter].mean() / MB,
        "last_quarter_mb": watched[-quarter:].mean() / MB,
        "growth_kb_a_page": slope / 1e3,
        "growth_error_kb": float(error) / 1e3,
    }


def _words(reader, images, with_rival):
    """Return the time of one word, and Tesseract's."""
    spent = []
    for image in images:
        began = time.process_time()
        reader.read(image)
        spent.append(time.process_time() - began)
    row = {"n": len(images), "cpu_ms": 1e3 * statistics.median(spent)}
    if with_rival:
        row["rival"] = _rival([(image, None) for image in images[:20]], psm=8)
    return row


def _rival(pages, *, psm):
    """Return Tesseract's processor time a picture and, where texts are known, its error rate."""
    if shutil.which(RIVAL) is None:
        return None
    command = ["env", "OMP_THREAD_LIMIT=1", RIVAL, "stdin", "stdout", "--psm", str(psm)]
    began, texts = _children_seconds(), []
    for image, _ in pages:
        encoded = cv2.imencode(".png", image)[1].tobytes()
        done = subprocess.run(command, input=encoded, capture_output=True, check=True)
        texts.append("\n".join(line for line in done.stdout.decode("utf-8").splitlines() if line.strip()))
    row = {"n": len(pages), "cpu_ms": 1e3 * (_children_seconds() - began) / len(pages)}
    if pages[0][1] is not None:
        row["cer"] = text_scores([(text, read) for (_, text), read in zip(pages, texts, strict=True)]).cer
    return row


def _children_seconds():
    """Return the processor time of all child processes that have ended."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident_bytes():
    """Return the memory that this process holds, garbage gone; 0 where the system does not say."""
    gc.collect()
    status = Path("/proc/self/status")
    return int(status.read_text().split("VmRSS:")[1].split()[0]) * 1024 if status.exists() else 0


def _told(report):
    """Return the report for a person."""
    row = report["page"]
    parts = ", ".join(f"{name} {spent:.2f}" for name, spent in row["parts_cpu_s"].items())
    lines = [
        f"a page of {report['lines']} lines, {report['characters']} characters: {row['cpu_s']:.2f} s"
        f" of one core ({row['wall_s']:.2f} s by the clock), n = {row['n']}, CER {100 * row['cer']:.1f} %",
        f"of these: {parts} s",
        f"memory: peak {row['peak_mb']:.0f} MB",
    ]
    if "growth_kb_a_page" in row:
        lines.append(
            f"resident {row['first_quarter_mb']:.1f} MB over the first quarter,"
            f" {row['last_quarter_mb']:.1f} MB over the last;"
            f" growth {row['growth_kb_a_page']:.1f} ± {row['growth_error_kb']:.1f} kB a page"
        )
    for name in ("word_32px", "word_photo"):
        rival = report[name].get("rival")
        beside = f"; {RIVAL} {rival['cpu_ms']:.0f} ms" if rival else ""
        lines.append(f"{name}: {report[name]['cpu_ms']:.1f} ms, n = {report[name]['n']}{beside}")
    if report.get("page_rival"):
        rival = report["page_rival"]
        lines.append(f"{RIVAL}, a page: {rival['cpu_ms'] / 1e3:.2f} s, CER {100 * rival['cer']:.1f} %")
    return "\n".join(lines)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=10, help="pages to read")
    parser.add_argument("--data", default="emnist", help="the set that glyphs come from")
    parser.add_argument("--lines", type=int, default=30, help="lines of a page")
    parser.add_argument("--characters", type=int, default=30, help="characters of a line")
    parser.add_argument("--seed", type=int, default=0, help="the same seed makes the same pages")
    parser.add_argument("--mode", default="auto", help="how to read, as `WordReader` takes it")
    parser.add_argument("--rival", action="store_true", help="let Tesseract read the same pictures")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
