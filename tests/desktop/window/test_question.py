"""A question before the window, answered by keys."""

import pytest

from inkread.desktop.question import Question


@pytest.fixture
def ask(shared, hand):
    """Asks, presses keys as soon as it is shown, and returns the answer."""

    def go(*keys, **settings):
        question = Question(shared.root, "Which one?", yes="Save", **settings)

        def press():
            top = question._toplevel
            if top.winfo_viewable() and str(shared.root.tk.call("focus")) == str(question._initial_focus):
                hand.press(*keys)
            else:
                shared.root.after(5, press)

        shared.root.after(5, press)
        hand.live, before = shared.turn, hand.live
        answer = question.ask()
        hand.live = before
        return answer

    return go


@pytest.mark.parametrize(
    ("keys", "usual", "answer"),
    [
        (["Return"], None, ""),
        (["Escape"], None, None),
        (["shift+Tab", "Return"], None, None),
        (["Return"], "R", "R"),
        (["O", "Return"], "R", "O"),
        (["Tab", "Return"], "R", None),
        (["Escape"], "R", None),
    ],
)
def test_it_is_answered_by_keys(ask, keys, usual, answer):
    assert ask(*keys, usual=usual) == answer


@pytest.mark.parametrize(
    ("keys", "answer"), [(["Return"], None), (["space"], None), (["Tab", "Return"], ""), (["Escape"], None)]
)
def test_one_by_which_something_would_be_lost_is_not_agreed_to_by_the_way(ask, keys, answer):
    assert ask(*keys, is_risky=True) == answer


def test_its_keys_are_not_those_of_the_window(ask, shared):
    stopped = shared.presenter.batch._is_stopped
    shared.presenter.set_dark(False)
    assert ask("ctrl+d", "Escape") is None
    assert not shared.presenter.state.is_dark
    assert shared.presenter.batch._is_stopped == stopped
