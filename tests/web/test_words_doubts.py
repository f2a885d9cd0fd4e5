"""Of a page's lines those to be looked at are told by kind: a page of thirty would fill the screen else."""

import pytest

from inkread.web.texts import load
from inkread.web.words_doubts import line_doubts

REFUSED = {"code": "not_in_lexicon", "message": "None of the words looks like this."}


def line(confidence, refusal=None):
    return {"confidence": confidence, "refusal": refusal}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([line(0.95), line(0.99)], []),
        ([line(0.95), line(0.5)], ["Line 2: Not very sure: 50%"]),
        (
            [line(0.3), line(0.5), line(0.1), line(0.95), line(0.4), line(0.7)],
            ["Lines 1 to 3, 5: Not very sure: 10% to 50%", "Line 6: Fairly sure: 70%"],
        ),
        ([line(0.5), line(0.95), line(0.5)], ["Lines 1, 3: Not very sure: 50%"]),
        (
            [line(0.2, REFUSED), line(0.99, REFUSED), line(0.2)],
            [
                "Lines 1, 2: None of the words looks like this. Is the word in your list?",
                "Line 3: Not very sure: 20%",
            ],
        ),
    ],
)
def test_lines_of_one_kind_are_told_together(lines, told):
    assert line_doubts(load("en"), lines) == told
