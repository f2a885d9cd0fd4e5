"""Files of other kinds are told in one sentence, however many kinds there are."""

from inkread.preprocess.decode.left_out import MOST_KINDS, OTHERS, LeftOut


def test_nothing_left_out_is_nothing_to_say():
    assert LeftOut().sentence == ""


def test_one_file_is_told_as_one():
    left_out = LeftOut()
    left_out.note("Scan.PDF")
    assert left_out.sentence == "1 file of another kind is left out: .pdf"


def test_numbered_endings_neither_fill_the_memory_nor_the_screen():
    left_out = LeftOut()
    for number in range(1000):
        left_out.note(f"scan.{number:04}")
    assert len(left_out.kinds) == MOST_KINDS + 1
    assert left_out.sentence.startswith(f"1,000 files of other kinds are left out: {OTHERS}, .0000,")
    assert left_out.sentence.endswith(", …")
