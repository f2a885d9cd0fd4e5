"""IAM, CVL and RIMES are told apart by what lies in their folders; what cannot be used is counted."""

import pytest

from inkread.datasets.held_words.find import find_words
from inkread.errors import DataError


def texts(found):
    return {one.name: one.text for one in found.pictures}


def test_words_of_iam(iam):
    found = find_words(iam, "words")
    assert found.title == "IAM"
    assert texts(found) == {"a01-000u-00-00": "A", "a01-000u-00-01": "MOVE", "b04-010-03-02": "two words"}
    assert found.left_out == {"marked as badly cut": 1, "without a picture": 1}
    assert all(one.file.is_file() for one in found.pictures)


def test_lines_of_iam_are_as_people_write_them(iam):
    assert texts(find_words(iam, "lines")) == {"a01-000u-00": "A MOVE to stop Mr. Gaitskell, he said (so)"}


@pytest.mark.parametrize(
    ("only", "num"),
    [({"a01-000u"}, 2), ({"a01-000u-00"}, 2), ({"b04-010-03-02"}, 1), ({"b04-010", "a01-000u-00-01"}, 2)],
)
def test_a_list_of_forms_lines_or_words_says_which_are_wanted(iam, only, num):
    found = find_words(iam, "words", only=only)
    assert len(found.pictures) == num
    assert found.left_out["not in the list"] == 3 - num


def test_a_damaged_row_of_iam_is_named(iam):
    (iam / "ascii" / "words.txt").write_text("a01-000u-00-00 ok 154\n", "utf-8")
    with pytest.raises(DataError, match=r"words\.txt, row 1"):
        find_words(iam, "words")


def test_words_of_cvl_are_in_their_names(cvl):
    found = texts(find_words(cvl, "words"))
    assert len(found) == 12
    assert found["0001-6-2-0-über"] == "über"
    assert found["0052-1-0-10-well-known"] == "well-known"
    assert len(find_words(cvl / "trainset", "words").pictures) == 1


def test_lines_of_cvl_say_what_their_words_say(cvl):
    found = find_words(cvl, "lines")
    assert texts(found) == {"0052-1-0": "Imagine a vast sheet of x y z w v well-known"}
    assert found.left_out == {"without a picture": 1}


def test_words_and_lines_of_rimes(rimes):
    words, lines = (find_words(rimes, level) for level in ("words", "lines"))
    assert texts(words) == {"lot_1/lot_1_0.png": "été"}
    assert texts(lines) == {"eval2011-0_000002": "Je vous prie"}
    assert words.left_out == lines.left_out == {"without a picture": 1}


def test_a_list_in_another_encoding_is_refused(rimes):
    (rimes / "groundtruth_training_icdar2011.txt").write_bytes("lot_1/a.png été".encode("latin-1"))
    with pytest.raises(DataError, match="expected UTF-8"):
        find_words(rimes, "words")


def test_a_folder_of_something_else_is_refused(tmp_path):
    with pytest.raises(DataError, match="expected the lines of IAM"):
        find_words(tmp_path, "lines")


def test_lists_without_their_pictures_are_refused(iam):
    (iam / "ascii" / "words.txt").write_text("r06-022-03-05 ok 184 1 2 3 4 NN missing\n", "utf-8")
    with pytest.raises(DataError, match="got 1 without a picture"):
        find_words(iam, "words")


@pytest.mark.parametrize("between", ["\n", "\u2028", "\x85", "\f", "\t"])
def test_a_text_of_several_lines_is_counted_and_left_out(rimes, draw, between):
    draw(rimes / "Images" / "two.jpg")
    (rimes / "Transcriptions" / "two.txt").write_text(f"Paris{between}le 3", "utf-8")
    found = find_words(rimes, "lines")
    assert texts(found) == {"eval2011-0_000002": "Je vous prie"}
    assert found.left_out["with a text of several lines"] == 1


def test_letters_with_accents_are_one_character(rimes):
    (rimes / "Transcriptions" / "eval2011-0_000002.txt").write_text("e\u0301te\u0301", "utf-8")
    assert texts(find_words(rimes, "lines")) == {"eval2011-0_000002": "\xe9t\xe9"}


def test_a_list_that_names_none_of_them_is_said(iam):
    with pytest.raises(DataError, match="3 not in the list; give a list of its names"):
        find_words(iam, "words", only={"z99"})
