"""The page about images names every reason and every ceiling as they are in the code."""

from pathlib import Path

import pytest

from inkread.preprocess.decode import limits

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "images.md").read_text("utf-8")
CEILINGS = {name: value for name, value in vars(limits).items() if name.startswith("MAX_")}


@pytest.mark.parametrize(("reason", "meaning"), limits.REASONS.items())
def test_each_reason_is_explained(reason, meaning):
    assert f"| `{reason}` | {meaning} |" in PAGE


@pytest.mark.parametrize("name", CEILINGS)
def test_each_ceiling_is_given(name):
    assert f"{CEILINGS[name]:,}" in PAGE


def test_no_other_reason_is_promised():
    assert PAGE.count("| `") == len(limits.REASONS)
