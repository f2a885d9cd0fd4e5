"""Times the end of a stroke on the page to its answer on the page, in Chromium before `inkread serve`.

    python benchmarks/stroke_to_answer.py [--rounds 4] [--json]

With the look inside shut and open: every stage of the network then comes with the answer, and the map of the
dots that decided. Goal: 100 ms, network, service and browser together. The page measures it by itself.
"""

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from cold_start import machine
from playwright.sync_api import expect, sync_playwright
from serve import _running, _start_inkread

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
CHARACTERS = "AEFHT"  # eleven straight strokes
SIDE = 256  # units a side of the samples' strokes
STEPS = 6  # movements of the mouse between two points of a sample
TIMES = "performance.getEntriesByName('inkread:stroke').map((entry) => entry.duration)"
DESK = {"width": 1280, "height": 1000}  # the whole pad is in it
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main():
    """Print one row a way of using the page."""
    arguments = _arguments()
    strokes = json.loads((SAMPLES / "capitals.json").read_text("utf-8"))["characters"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command, variables, port = _start_inkread(Path(folder), 1)
        with _running(command, variables, port):
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            address = f"http://127.0.0.1:{port}"
            page = browser.new_page(base_url=address, viewport=DESK, reduced_motion="reduce")
            rows = [
                measure(page, strokes, arguments.rounds, inside=False),
                measure(page, strokes, arguments.rounds, inside=True),
            ]
            report = {**machine(), "browser": browser.version, "rows": rows}
            browser.close()
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(page, strokes, rounds, *, inside):
    """Return the median and the 95th percentile of the times of all strokes, ms."""
    page.goto("/")
    if inside:
        page.locator("[data-inside-switch]").click()
    draw(page, strokes[CHARACTERS[0]], 0)  # the first answers load the network and the scripts
    page.evaluate("performance.clearMeasures()")
    drawn = 0
    for _ in range(rounds):
        for character in CHARACTERS:
            drawn = draw(page, strokes[character], drawn)
    times = page.evaluate(TIMES)
    return {
        "what": "with every stage" if inside else "the answer",
        "n": len(times),
        "median_ms": round(statistics.median(times)),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1]),
    }


def draw(page, character, drawn):
    """Draw one character on a new sheet, stroke by stroke as each is answered; return the strokes so far."""
    if page.locator("[data-next]").is_enabled():
        page.locator("[data-next]").click()
    box = page.locator("[data-pad] canvas").bounding_box()
    scale = box["width"] / SIDE
    for xs, ys in character:
        places = [(box["x"] + x * scale, box["y"] + y * scale) for x, y in zip(xs, ys, strict=True)]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=STEPS)
        page.mouse.up()
        drawn += 1
        page.wait_for_function(f"() => {TIMES}.length >= {drawn}")
    expect(page.locator(".desk-answer .candidate").first).to_be_visible()
    return drawn


def table(report):
    """Return the report as lines for a terminal."""
    return "\n".join(
        f"{row['what']:<18} median {row['median_ms']:4d} ms  95 %: {row['p95_ms']:4d} ms  (n = {row['n']})"
        for row in report["rows"]
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4, help="how often the five characters are drawn")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
