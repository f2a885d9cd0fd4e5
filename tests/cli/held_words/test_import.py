"""`inkread words import` writes what it finds as a set that the other commands read."""

import json

import pytest

from inkread.datasets.word_set import read_word_set


def test_a_set_is_written_with_the_files_as_they_are(iam, tmp_path, inkread):
    (iam / "words" / "a01" / "a01-000u" / "a01-000u-00-01.png").write_bytes(b"")
    told = inkread("words", "import", iam, tmp_path / "iam.zip").out
    assert "2 pictures of IAM's words in" in told
    assert "left out: 1 marked as badly cut" in told
    assert "left out: 1 that cannot be opened" in told
    samples = read_word_set(tmp_path / "iam.zip")
    assert [one.text for one in samples] == ["A", "two words"]
    original = iam / "words" / "a01" / "a01-000u" / "a01-000u-00-00.png"
    assert samples[0].image == original.read_bytes()


def test_some_of_a_set_as_json(iam, tmp_path, inkread):
    (tmp_path / "list.txt").write_text("b04-010\n", "utf-8")
    answer = inkread("words", "import", iam, tmp_path / "b.zip", "--only", tmp_path / "list.txt", "--json")
    told = json.loads(answer.out)
    assert (told["set"], told["level"], told["num"]) == ("IAM", "words", 1)
    assert told["left_out"]["not in the list"] == 2


def test_the_other_sets_are_imported_too(cvl, rimes, tmp_path, inkread):
    assert inkread("words", "import", cvl, tmp_path / "cvl.zip", "--lines").code == 0
    assert inkread("words", "import", rimes, tmp_path / "rimes.zip").code == 0
    assert read_word_set(tmp_path / "cvl.zip")[0].name.endswith(".tif")
    assert read_word_set(tmp_path / "rimes.zip")[0].text == "été"


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_nothing_is_written_where_no_picture_opens(rimes, tmp_path, inkread, content):
    (rimes / "training_WR" / "lot_1" / "lot_1_0.png").write_bytes(content)
    answer = inkread("words", "import", rimes, tmp_path / "out.zip")
    assert (answer.code, (tmp_path / "out.zip").exists()) == (1, False)
    assert "expected a picture that can be opened" in answer.err
