"""What each benchmark's report says for the speed table: the rival, ours, their ratio, the goal, met or not.

One function a benchmark, from its JSON to rows; `speed_table.py` runs them.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        what: what is measured.
        rival: its figure, with its unit, and what it is where that is not plain.
        ours: likewise.
        ratio: the one number that the goal is about.
        goal: what it has to be.
        met: whether it is.
        n: turns that the ratio is the median of.
    """

    what: str
    rival: str
    ours: str
    ratio: float
    goal: str
    met: bool
    n: int

    def to_dict(self):
        """Return the row as JSON-ready values."""
        return asdict(self)


def at_least(what, rival, ours, ratio, goal, n):
    """Return a row whose ratio should be `goal` or more."""
    return Row(what, rival, ours, ratio, f">= {goal:g}", ratio >= goal, n)


def at_most(what, rival, ours, ratio, goal, n):
    """Return a row whose ratio should be `goal` or less."""
    return Row(what, rival, ours, ratio, f"<= {goal:g}", ratio <= goal, n)


def one_glyph(report):
    """Return the rows of `one_glyph.py`: against Keras, and against what the runtime alone takes."""
    of = {row["what"]: row for row in report["rows"]}
    predict, *ours = of.values()
    rows = []
    for row in ours:
        took, name = f"{row['median_ms']:.3f} ms", row["what"].removeprefix("Reader.read of a ")
        if row["what"].startswith("bare"):
            bare = took
            continue
        slow = f"{predict['median_ms']:.1f} ms, model.predict"
        rows.append(at_least(f"one glyph: {name}", slow, took, row["times_faster"], 300, row["rounds"]))
        rows.append(
            at_most(f"one glyph: {name}", f"{bare}, bare call", took, row["of_bare"], 2, row["rounds"])
        )
    return rows


def batch(report):
    """Return the rows of `batch.py`."""
    keras, *ours = report["rows"]
    what = f"{report['num_glyphs']:,} glyphs"
    return [
        at_least(
            f"{what}: {row['what'].removeprefix('Reader.')}",
            f"{keras['per_second']:,.0f} images/s, model.predict",
            f"{row['per_second']:,.0f} images/s",
            row["ratio"],
            3,
            row["rounds"],
        )
        for row in ours
        if row["what"].startswith("Reader.probabilities")
    ]


def cold_start(report):
    """Return the rows of `cold_start.py`: time and memory."""
    ours, rival = report["rows"][:2]
    what, times = "process start to first answer", f"{ours['median_s']:.2f} s"
    slow, peaks = (
        f"{rival['median_s']:.2f} s, TensorFlow",
        [f"{one['peak_mb']:.0f} MB" for one in (rival, ours)],
    )
    return [
        at_least(what, slow, times, rival["ratio"], 8, ours["n"]),
        at_most(f"{what}: memory, MB", *peaks, ours["peak_mb"], 120, ours["n"]),
    ]


def time_to_accuracy(report):
    """Return the rows of `time_to_accuracy.py`; a run that missed the accuracy meets no goal."""
    rows = []
    for row in report["rows"]:
        wanted = 8 if row["goal"] < 0.994 else 10
        there = row["reached"] == row["n"]
        rows.append(
            Row(
                f"process start to {row['goal']:.1%} of MNIST's validation part",
                f"{row['rival_s']:.0f} s of processor time{'' if row['rival_reached'] else ', not reached'}",
                f"{row['ours_s']:.0f} s{'' if there else ', not reached'}",
                row["times_less"],
                f">= {wanted}",
                there and row["times_less"] >= wanted,
                row["n"],
            )
        )
    return rows


def az_csv(report):
    """Return the rows of `az_csv.py`: the first open, its memory, and the second open."""
    of = {row["what"]: row for row in report["rows"]}
    pandas = report["rows"][0]
    first, again = of["inkread read_az_csv"], of["open_cache"]
    slow = f"{pandas['median_s']:.1f} s, pandas"
    rows = [
        at_least(
            "A-Z CSV to arrays", slow, f"{first['median_s']:.2f} s", first["times_faster"], 8, first["n"]
        )
    ]
    if first["peak_share"] is not None:
        peaks = f"{pandas['peak_mb']:,.0f} MB", f"{first['peak_mb']:,.0f} MB"
        rows.append(at_most("A-Z CSV to arrays: memory", *peaks, first["peak_share"], 0.25, first["n"]))
    rows.append(
        at_least(
            "A-Z CSV, second open", slow, f"{again['median_s']:.4f} s", again["times_faster"], 100, again["n"]
        )
    )
    return rows


def serve(report):
    """Return the rows of `serve.py`: requests a second, and how far the slowest are from the usual."""
    usual, ours = report["rows"][:2]
    rates = f"{usual['per_second']:.1f} requests/s, Flask", f"{ours['per_second']:.1f} requests/s"
    tail = ours["p99_ms"] / ours["p50_ms"]
    return [
        at_least("service", *rates, ours["ratio"], 30, report["rounds"]),
        at_most(
            "service: p99 to p50",
            f"{ours['p50_ms']:.1f} ms",
            f"{ours['p99_ms']:.1f} ms",
            tail,
            5,
            report["rounds"],
        ),
    ]


def batch_scale(report):
    """Return the row of `batch_scale.py`; its rival is what separate commands reach."""
    alone, several, separate = report["rows"]
    row = at_least(
        f"{report['workers']} workers, efficiency",
        f"{separate['efficiency']:.2f}, separate commands",
        f"{alone['median_s']:.1f} s to {several['median_s']:.1f} s"
        f"{'' if several['same_bytes'] else ', OTHER BYTES'}",
        several["efficiency"],
        0.9,
        several["n"],
    )
    return [row if several["same_bytes"] else Row(**(row.to_dict() | {"met": False}))]


def word_networks(report):
    """Return the rows of `word_networks.py`: against a network of TrOCR's size, and how many weights."""
    of = {row["what"]: row for row in report["rows"]}
    larger = of["transformer"]
    rows = [
        at_least(
            f"a word of 32 px, {row['what']}",
            f"{larger['median_ms']:.0f} ms, a network of TrOCR's size alone",
            f"{row['median_ms']:.1f} ms",
            row["times_faster"]["transformer"],
            100,
            report["rounds"],
        )
        for row in report["rows"]
        if "times_faster" in row
    ]
    most = max(row["weights"] for row in report["rows"] if "times_faster" in row)
    weights = f"{larger['weights']:,}", f"{most:,}"
    return [*rows, at_most("its networks' weights, in millions", *weights, most / 1e6, 1.5, 1)]
