"""A model card tells what was measured of doubt, and nothing where nothing was."""

from inkread.bundle import Score
from inkread.evaluation.doubt_text import doubt_text

COMMAND = "inkread bundle doubt tiny --num 300 --seed 1"


def score(name, metric, value, *, charset="digits", n=300):
    return Score(name, charset, metric, value, None, n, (0,), COMMAND)


def test_a_bundle_that_was_not_measured_says_nothing(tiny_bundle):
    assert doubt_text(tiny_bundle) == []


def test_shares_sizes_and_areas_stand_with_their_n(make_bundle):
    scores = (
        score("noise", "refused", 0.9967, n=900),
        score("noise: even noise, seen", "refused", 1.0),
        score("drawn", "kept", 0.961, n=1674),
        score("drawn", "set_coverage_99", 0.991),
        score("drawn", "set_size_99", 1.0512),
        score("drawn", "set_classes_99", 0.9, n=10),
        score("drawn, letters", "auroc", 0.9712, n=1000),
    )
    text = "\n\n".join(doubt_text(make_bundle(scores=scores)))
    assert text.startswith("## When it does not know\n\nBy `inkread bundle doubt tiny --num 300 --seed 1`")
    assert "- noise: 99.67 % of 900\n" in f"{text}\n"
    assert "even noise" not in text
    assert "| drawn | 96.10 | 1,674 |" in text
    assert "| drawn | known digit | 300 | 99.10 | 1.051 | 90 |" in text
    assert "- drawn, letters, told from digits: AUROC 0.971 of 1,000" in text
