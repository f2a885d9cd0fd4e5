"""What was deleted is remembered whole, as long as there is room, and by nobody else."""

from dataclasses import replace

import pytest

from inkread.errors import HistoryError
from inkread.history import LOCAL_OWNER
from inkread.history.wastebasket import Wastebasket


@pytest.fixture
def basket():
    basket = Wastebasket(most_bytes=100)
    yield basket
    basket.close()


@pytest.fixture
def entries(file_store, make_reading, image):
    """Three entries, the second with a correction."""
    kept = [
        file_store.add(make_reading(text), owner=LOCAL_OWNER, door="desktop", image=image) for text in "ABC"
    ]
    kept[1] = file_store.correct(kept[1].id, "Z", owner=LOCAL_OWNER)
    return kept


def test_each_comes_out_as_it_went_in(basket, entries):
    pictures = [b"a", None, b"c"]
    basket.put(zip(entries, pictures, strict=True))
    assert basket.get(entries[0].id) == (entries[0], b"a")
    assert basket.get(entries[1].id)[0].correction == "Z"
    assert basket.get(entries[1].id)[1] is None
    basket.remove([entries[0].id])
    assert [entry.id in basket for entry in entries] == [False, True, True]


def test_small_ones_are_remembered_however_many_there_are(basket, entries):
    ids = [f"{number:032x}" for number in range(1200)]
    basket.put((replace(entries[0], id=one), None) for one in ids)
    assert basket.make_room() == 0
    assert basket.get(ids[0])[0].id == ids[0]


def test_the_first_go_where_there_are_too_many_bytes(basket, entries):
    basket.put((entry, bytes(50)) for entry in entries[:2])
    assert basket.make_room() == 0
    basket.put([(entries[0], bytes(40)), (entries[2], bytes(20))])  # the first one is the newest again
    assert basket.make_room() == 1
    assert [entry.id in basket for entry in entries] == [True, False, True]


def test_what_cannot_be_remembered_whole_is_not_remembered(basket, entries):
    def failing():
        yield entries[0], b"a"
        raise OSError(28, "No space left on device")

    with pytest.raises(HistoryError) as raised:
        basket.put(failing())
    assert raised.value.code == "full"
    assert entries[0].id not in basket
    basket.put([(entries[0], b"a")])
    assert basket.get(entries[0].id)[1] == b"a"
