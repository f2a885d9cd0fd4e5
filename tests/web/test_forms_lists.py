"""Each list of words that a template names is found by its name, and none is taken for another."""

import io

import pytest
from werkzeug.datastructures import FileStorage

from inkread.errors import RequestError
from inkread.forms.template import Template
from inkread.web.forms_lists import lists_of

HEAD = "form: 1\nname: card\nblank: card.png\nwidth: 640\nheight: 420\nfields:\n"
NORTH, SOUTH = "north/towns.txt", "south/towns.txt"


def template(*names):
    """A template with a field for each list of words."""
    box = "left: 1, top: 1, width: 90, height: 90"
    fields = [f"- {{name: field{number}, {box}, lexicon: {name}}}" for number, name in enumerate(names)]
    return Template.parse(HEAD + "\n".join(fields))


def files(*named):
    """Files of lists, each a name and its only word."""
    return [FileStorage(io.BytesIO(word.encode()), filename=name) for name, word in named]


def words(names, *named):
    """Which of the words `A`, `B` each list of a template holds."""
    lists = lists_of(template(*names), files(*named))
    return ["".join(word for word in "AB" if lists[name].holds(word)) for name in names]


def test_lists_of_one_name_in_two_folders_stay_two():
    assert words((NORTH, SOUTH), (SOUTH, "B"), (NORTH, "A")) == ["A", "B"]
    assert words((NORTH, f"./{SOUTH}"), (r".\north\towns.txt", "A"), (SOUTH, "B")) == ["A", "B"]
    assert words((NORTH, "towns.txt"), ("towns.txt", "B"), (NORTH, "A")) == ["A", "B"]


@pytest.mark.parametrize("sent", ["towns.txt", "C:\\fakepath\\towns.txt", "/home/ann/towns.txt"])
def test_the_last_part_of_a_name_is_enough_where_no_other_is_called_so(sent):
    assert words((NORTH, "streets.txt"), ("streets.txt", "B"), (sent, "A")) == ["A", "B"]


def test_two_fields_may_share_a_list():
    assert words((NORTH, NORTH), ("towns.txt", "A")) == ["A", "A"]


@pytest.mark.parametrize(
    ("names", "sent", "code"),
    [
        ((NORTH, SOUTH), ("towns.txt",), "bad_lexicon"),
        ((NORTH, SOUTH), (NORTH,), "missing_list"),
        ((NORTH, SOUTH), (NORTH, "towns.txt"), "bad_lexicon"),
        (("towns.txt",), (NORTH, SOUTH), "bad_lexicon"),
        ((NORTH,), (NORTH, r"north\towns.txt"), "bad_lexicon"),
        ((NORTH,), (), "missing_list"),
    ],
)
def test_a_list_that_could_be_either_or_is_not_there_is_refused(names, sent, code):
    with pytest.raises(RequestError, match=r"expected .*, got .*; ") as caught:
        lists_of(template(*names), files(*((name, "A") for name in sent)))
    assert (caught.value.status, caught.value.code) == (422, code)
