"""An answer in words, with its doubt."""

import pytest

from inkread.desktop.answer_words import cautions, headline, percent
from inkread.desktop.replies import Answer, Note
from inkread.desktop.words import say


def test_a_sure_answer_is_named(make_answer):
    said = headline(make_answer("7"))
    assert (said.large, said.sentence, said.tone) == ("7", "It looks like the digit 7", "sure")


def test_a_weak_answer_is_a_perhaps(make_answer):
    said = headline(make_answer("g", 0.4))
    assert (said.sentence, said.tone) == ("Perhaps the small letter g", "doubtful")


def test_what_looks_alike_is_a_question():
    said = headline(Answer("O", 0.5, (("O", 0.5), ("0", 0.4)), ("O", "0")))
    assert said.large == "O or 0?"
    assert said.sentence == "the capital letter O or the digit 0?"


def test_too_many_alike_are_no_question():
    said = headline(Answer("O", 0.9, (("O", 0.9),), ("O", "0", "o", "Q")))
    assert said.large == "O"


def test_a_refusal_says_so_first(make_answer):
    said = headline(make_answer(refusal=Note("several_marks", "Write one.")))
    assert (said.sentence, said.tone) == ("This looks like several characters", "refused")


def test_a_refusal_of_an_unknown_code_is_still_a_refusal(make_answer):
    assert headline(make_answer(refusal=Note("new", "…"))).sentence == say("answer.refused")


def test_nothing_and_blank_are_told_apart():
    assert headline(None).sentence != headline(Answer("", 0.0, (), ())).sentence


def test_a_caution_is_said_once(make_answer):
    small, marks = Note("small", "Write larger."), Note("several_marks", "Write one.")
    assert cautions(make_answer(refusal=marks, warnings=(marks, small))) == ["Write one.", "Write larger."]


@pytest.mark.parametrize(
    ("confidence", "said"), [(1.0, "100 %"), (0.9999, "> 99.9 %"), (0.0, "0 %"), (0.123456, "12.3 %")]
)
def test_only_what_is_certain_is_called_so(confidence, said):
    assert percent(confidence) == said
