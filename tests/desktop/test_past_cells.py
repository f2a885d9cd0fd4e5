"""What the table of kept readings says of an answer that was refused."""

from datetime import UTC, datetime

import pytest

from inkread.desktop.replies import Past

pytest.importorskip("tkinter")

from inkread.desktop.views.history import cells


def past(text, **changes):
    return Past("0" * 32, datetime(2026, 1, 1, tzinfo=UTC), "desktop", text, 0.5, **changes)


def test_an_answer_that_was_refused_does_not_look_like_one():
    assert cells(past("5", is_refused=True))[:2] == ("refused; at best 5", "50.0 %")
    assert cells(past("ab\nc", is_refused=True, is_words=True))[0] == "refused; at best ab / c"
    assert cells(past("", is_refused=True, is_words=True))[0] == "refused"


def test_other_answers_are_as_they_were():
    assert cells(past("5"))[0] == "5"
    assert cells(past(""))[0] == "(blank)"
