"""Lists of words that strangers send are kept for those who ask again, as many as there is room for."""

import pytest

from inkread.errors import RequestError
from inkread.web.word_lists import LONGEST_LIST, WordLists


def test_a_list_that_is_asked_for_again_is_the_same():
    lists = WordLists()
    assert lists.lexicon("cat, dog") is lists.lexicon("cat, dog")
    assert lists.lexicon("cat; dog").holds("Dog")


def test_the_lists_kept_have_so_many_characters_in_all():
    lists = WordLists(most=20)
    first = lists.lexicon("aaaaaaa")
    for text in ("bbbbbbb", "aaaaaaa", "ccccccc"):  # b was asked for longer ago than a
        lists.lexicon(text)
    assert len(lists) == 2
    assert lists.lexicon("aaaaaaa") is first
    assert lists.lexicon("d" * 50).holds("d" * 50)
    assert len(lists) == 1


@pytest.mark.parametrize("text", ["", " ,; ", "x" * (LONGEST_LIST + 1)])
def test_what_is_no_list_is_refused_and_not_kept(text):
    lists = WordLists()
    with pytest.raises(RequestError, match="lexicon"):
        lists.lexicon(text)
    assert len(lists) == 0
