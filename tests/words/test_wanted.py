"""What is asked for, as what may come out of each way of reading; what neither reads is named."""

import pytest

from inkread.charset import Charset
from inkread.errors import CharsetError, ConfigError
from inkread.words.wanted import Known, wanted_of

KNOWN = Known.by("01279AB", "01279AB+% ")
APART = Known.by("01279AB")


def both(**asked):
    """Return the characters that each way may use."""
    found = wanted_of(KNOWN, **asked)
    return [one and "".join(sorted(one.alphabet)) for one in (found.separate, found.whole)]


def test_a_pattern_that_names_what_no_single_character_is_is_read_whole():
    assert both(pattern="[0-2]+%") == [None, "%012"]
    assert both(pattern="(AB)?[+]?[0-2]{2}") == [None, "+012AB"]


def test_a_pattern_without_such_is_read_both_ways():
    assert both(pattern="A99") == ["01279AB", "01279AB"]
    assert both(pattern="[0-2 ]+") == [" 012", " 012"]
    assert "+" in both(pattern="re:A.")[1]
    assert both(pattern="[!-~]+")[0] is not None


def test_gaps_are_spaces_only_where_a_pattern_has_one():
    assert " " not in "".join(both(pattern="A.*"))
    assert " " in both(pattern="A.* ?")[0]


@pytest.mark.parametrize("pattern", ["[0-9€]+", "9€", "A?(€)?", r"A\€", "[A€]{2}"])
def test_what_neither_reads_is_named_wherever_it_stands(pattern):
    with pytest.raises(ConfigError, match="got '€'; leave '€' out"):
        wanted_of(KNOWN, pattern=pattern)


def test_what_need_not_come_need_not_be_read():
    assert both(pattern="[^€]")[0] is not None


def test_where_nothing_reads_lines_a_plus_is_named():
    with pytest.raises(ConfigError, match=r"got '\+'"):
        wanted_of(APART, pattern="[+]?9")
    assert wanted_of(APART, pattern="99 99").whole is None


def test_a_charset_holds_what_either_way_reads():
    assert both(charset=Charset(tuple("12+ "))) == ["12", " +12"]
    assert both(charset=Charset(("+",))) == [None, "+"]
    with pytest.raises(CharsetError, match="got '#', '€'"):
        wanted_of(KNOWN, charset=Charset(("1", "€", "#")))


def test_beside_a_charset_stand_letters_and_digits_that_it_lacks_in_either_case():
    others = wanted_of(KNOWN, charset="012").whole.others
    assert others.alphabet == frozenset("01279AB")
    assert wanted_of(KNOWN, charset="01279AB").whole.others is None
    assert wanted_of(KNOWN).whole.others is None


def test_a_charset_of_nothing_but_a_space_is_refused():
    with pytest.raises(CharsetError, match="nothing but a space"):
        wanted_of(KNOWN, charset=Charset((" ",)))


def test_a_pattern_is_read_only_in_ways_that_can_read_some_text_of_it():
    assert both(pattern="[%-&]+") == [None, "%"]
    assert both(pattern="[%-& ]+") == [None, " %"]
    with pytest.raises(ConfigError, match="got characters of two"):
        wanted_of(Known.by("12", "AB"), pattern="[0-2][A-B]")


def test_words_that_cannot_be_read_are_named():
    (said,) = wanted_of(KNOWN, lexicon=["AB", "Ä", "€", "Ж"]).said
    assert (said.code, said.message.endswith("not read: €, Ж.")) == ("words_left_out", True)
    assert wanted_of(KNOWN, lexicon=["AB", "Ä"]).said == ()
    many = wanted_of(KNOWN, lexicon=["AB", *"ЖЗИКЛМН"]).said[0]
    assert many.message.endswith("Ж, З, И, К, Л, and 2 more.")
