"""`inkread tune` searches, reports, goes on where it stood, and refuses what cannot be searched."""

import json

import pytest

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

QUICK = ["tune", "--data", "digits", "--recipe", "mlp", "--set", "epochs=1", "--trials", "2"]
SPACE = ["--space", "learning_rate=1e-4..1e-2:log", "--space", "network.units=16|32"]


def test_a_search_is_reported_and_goes_on_where_it_stood(inkread, tmp_path):
    folder = tmp_path / "search"
    asked = [*QUICK, *SPACE, "--run", str(folder), "--json"]
    first = json.loads(inkread(*asked).out)
    assert len(first["trials"]) == 2
    assert set(first["best"]["settings"]) == {"learning_rate", "network.units"}
    assert first["train_with"].startswith("--recipe mlp --set learning_rate=")
    page = (folder / "report.html").read_text("utf-8")
    assert "Settings and accuracy" in page
    both = json.loads(inkread(*asked).out)
    assert both["trials"][:2] == first["trials"]
    assert len(both["trials"]) == 4


@pytest.mark.parametrize(
    ("space", "said"),
    [
        ("learning_rate", "expected NAME=LOW..HIGH"),
        ("learningrate=0.1..0.2", "did you mean 'learning_rate'"),
        ("learning_rate=2..3", "learning_rate"),
    ],
)
def test_a_space_that_cannot_be_searched_is_one_line(inkread, tmp_path, space, said):
    done = inkread(*QUICK, "--space", space, "--run", tmp_path / "search")
    assert done.code == 1
    assert said in done.err
    assert done.err.count("\n") == 1
