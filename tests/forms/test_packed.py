"""What is kept of a form that was read is the very same when it is opened again."""

import numpy as np
import pytest

from inkread.forms.packed import packed, unpacked


@pytest.fixture(scope="module")
def reading(form_reader, filled, seen):
    """A form with a doubtful value (a code of one character), a list's word, and a note of several lines."""
    return form_reader.read(seen(filled(code="1", word="TLT", number="17", note="LT"), "slanted"))


def test_a_form_comes_back_as_it_was(reading, template):
    back = unpacked(packed(reading, crops=True), template)
    assert back.values == reading.values
    assert [one.doubtful for one in back.values] == [True, False, False, False]
    for one, other in zip(reading.values, back.values, strict=True):
        assert np.array_equal(one.crop, other.crop)
        assert np.array_equal(one.corners, other.corners)
        assert one.to_dict() == other.to_dict()
    before, after = reading.registration, back.registration
    assert np.array_equal(before.to_image, after.to_image)
    assert np.array_equal(before.bend.shifts, after.bend.shifts)
    assert (before.matches, before.print_seen) == (after.matches, after.print_seen)


def test_pictures_are_kept_of_doubtful_values_alone_where_no_other_is_wanted(reading, template):
    content = packed(reading, crops=False)
    assert len(content) < len(packed(reading, crops=True))
    code, *others = unpacked(content, template).values
    assert np.array_equal(code.crop, reading.values[0].crop)
    assert all(one.crop.size == 0 for one in others)


def test_what_is_no_kept_form_is_damaged(reading, template):
    content = packed(reading, crops=True)
    for bad in (b"", b"PK\x03\x04", content[: len(content) // 2], content.replace(b'"code"', b'"gone"')):
        with pytest.raises(ValueError, match="expected a packed form, got other bytes"):
            unpacked(bad, template)
