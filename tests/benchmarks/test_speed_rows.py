"""A row of the speed table is met only where its ratio is, and what was measured was worth measuring."""

from importlib import import_module

import pytest


@pytest.fixture
def rows():
    """The functions from reports to rows."""
    return import_module("speed_rows")


@pytest.mark.parametrize(
    ("ratio", "least", "most"), [(2.0, True, True), (1.99, False, True), (2.01, True, False)]
)
def test_a_ratio_at_its_goal_meets_it(rows, ratio, least, most):
    assert rows.at_least("a", "b", "c", ratio, 2, 5).met is least
    assert rows.at_most("a", "b", "c", ratio, 2, 5).met is most


def glyph(what, *, ms, times_faster, of_bare):
    return {"what": what, "median_ms": ms, "times_faster": times_faster, "of_bare": of_bare, "rounds": 15}


def test_a_reading_in_eight_bits_stands_beside_the_bare_call_in_eight_bits(rows):
    found = rows.one_glyph(
        {
            "rows": [
                glyph("model.predict of one glyph", ms=40.0, times_faster=1.0, of_bare=160.0),
                glyph("bare ONNX Runtime call", ms=0.25, times_faster=160.0, of_bare=1.0),
                glyph("Reader.read of a framed 28x28 array", ms=0.35, times_faster=114.0, of_bare=1.4),
                glyph("bare ONNX Runtime call, eight bits", ms=0.1, times_faster=400.0, of_bare=1.0),
                glyph(
                    "Reader.read of a framed 28x28 array, eight bits",
                    ms=0.13,
                    times_faster=308.0,
                    of_bare=1.3,
                ),
            ]
        }
    )
    assert [(row.rival, row.ratio, row.met) for row in found] == [
        ("40.0 ms, model.predict", 114.0, False),
        ("0.250 ms, bare call", 1.4, True),
        ("40.0 ms, model.predict", 308.0, True),
        ("0.100 ms, bare call", 1.3, True),
    ]


def test_the_batch_s_whole_chain_is_no_row(rows):
    names = ("model.predict(batch_size=512)", "Reader.probabilities", "Reader.read_many")
    report = {
        "num_glyphs": 1000,
        "rows": [{"what": name, "per_second": 9.0, "ratio": 3.2, "rounds": 5} for name in names],
    }
    (row,) = rows.batch(report)
    assert (row.what, row.met) == ("1,000 glyphs: probabilities", True)


def accuracy(*, reached, times_less=20.0, goal=0.99):
    return {
        "goal": goal,
        "n": 5,
        "rival_s": 100.0,
        "ours_s": 5.0,
        "times_less": times_less,
        "rival_reached": True,
        "reached": reached,
    }


def test_a_training_that_missed_the_accuracy_once_meets_no_goal(rows):
    found = rows.time_to_accuracy({"rows": [accuracy(reached=5), accuracy(reached=4)]})
    assert [row.met for row in found] == [True, False]


def test_the_higher_accuracy_has_the_higher_goal(rows):
    report = {"rows": [accuracy(reached=5, times_less=9.0, goal=goal) for goal in (0.990, 0.994)]}
    assert [(row.goal, row.met) for row in rows.time_to_accuracy(report)] == [
        (">= 8", True),
        (">= 10", False),
    ]


def test_workers_that_write_other_bytes_meet_no_goal(rows):
    def worked(**changes):
        several = {"median_s": 1.0, "efficiency": 0.95, "same_bytes": True, "n": 5} | changes
        (row,) = rows.batch_scale({"workers": 2, "rows": [{"median_s": 1.9}, several, {"efficiency": 0.97}]})
        return row.met

    assert worked()
    assert not worked(same_bytes=False)
    assert not worked(efficiency=0.89)


def test_memory_that_the_system_does_not_tell_is_no_row(rows):
    def csv(**peaks):
        made = {"median_s": 2.0, "times_faster": 10.0, "peak_mb": 100.0, "peak_share": 0.2, "n": 5} | peaks
        names = ("pandas", "inkread read_az_csv", "open_cache")
        return rows.az_csv({"rows": [{"what": name, **made} for name in names]})

    assert [row.ratio for row in csv()] == [10.0, 0.2, 10.0]
    assert [row.ratio for row in csv(peak_mb=None, peak_share=None)] == [10.0, 10.0]


def test_the_cold_start_is_judged_by_time_and_by_memory(rows):
    ours = {"median_s": 0.3, "ratio": 1.0, "peak_mb": 121.0, "n": 9}
    found = rows.cold_start({"rows": [ours, {"median_s": 4.0, "ratio": 13.0, "peak_mb": 800.0}]})
    assert [(row.ratio, row.met) for row in found] == [(13.0, True), (121.0, False)]


def test_the_service_is_judged_by_its_rate_and_by_its_slowest_requests(rows):
    usual = {"per_second": 20.0, "ratio": 1.0, "p50_ms": 800.0, "p99_ms": 900.0}
    ours = {"per_second": 500.0, "ratio": 25.0, "p50_ms": 30.0, "p99_ms": 60.0}
    assert [(row.ratio, row.met) for row in rows.serve({"rounds": 5, "rows": [usual, ours]})] == [
        (25.0, False),
        (2.0, True),
    ]


def test_of_words_both_ways_and_the_larger_one_s_weights_are_told(rows):
    faster = {"CRNN": 3.0}
    report = {
        "rounds": 7,
        "rows": [
            {"what": "CRNN", "weights": 3_778_273, "median_ms": 20.0},
            {"what": "transformer", "weights": 383_857_920, "median_ms": 800.0},
            {
                "what": "read whole",
                "weights": 838_942,
                "median_ms": 6.0,
                "times_faster": {**faster, "transformer": 133.0},
            },
            {
                "what": "the surer of both",
                "weights": 1_600_000,
                "median_ms": 16.0,
                "times_faster": {**faster, "transformer": 50.0},
            },
        ],
    }
    found = rows.word_networks(report)
    assert [(row.ours, row.ratio, row.met) for row in found] == [
        ("6.0 ms", 133.0, True),
        ("16.0 ms", 50.0, False),
        ("1,600,000", 1.6, False),
    ]
