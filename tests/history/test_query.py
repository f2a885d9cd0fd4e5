"""A query finds what it says, in its order, page after page without a gap or a repeat; in every database."""

import base64
import dataclasses
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest

from inkread.errors import HistoryError
from inkread.history import Query

READINGS = [("A", 0.9, "one.png"), ("b", 0.4, "two.png"), ("", 0.0, "blank.png"), ("O", 0.5, "50%.png")]


@pytest.fixture
def filled(store, keep):
    """Four readings of Ann's, the last corrected to 0, and one of Bob's, by another door."""
    for text, confidence, source in READINGS:
        last = keep(store, text, confidence, source=source)
    store.correct(last.id, "0", owner="ann")
    keep(store, "Z", 0.2, owner="bob", door="api")
    return store


def found(store, owner="ann", **wishes):
    return [entry.text for entry in store.find(Query(owner, **wishes)).entries]


@pytest.mark.parametrize(
    ("wishes", "texts"),
    [
        ({}, ["O", "", "b", "A"]),
        ({"order": "oldest"}, ["A", "b", "", "O"]),
        ({"order": "unsure"}, ["b", "A"]),
        ({"text": "A"}, ["A"]),
        ({"text": "0"}, ["O"]),
        ({"text": "O"}, []),
        ({"search": "a"}, ["", "A"]),
        ({"search": "TWO"}, ["b"]),
        ({"search": "%"}, ["O"]),
        ({"search": "_"}, []),
        ({"search": "0"}, ["O"]),
        ({"below": 0.5}, ["", "b"]),
        ({"above": 0.5}, ["O", "A"]),
        ({"corrected": True}, ["O"]),
        ({"corrected": False}, ["", "b", "A"]),
        ({"door": "web", "above": 0.9}, ["A"]),
        ({"door": "api"}, []),
    ],
    ids=str,
)
def test_a_query_finds_what_it_says(filled, wishes, texts):
    assert found(filled, **wishes) == texts


@pytest.mark.parametrize("search", ["grü", "GRÜ", unicodedata.normalize("NFD", "Grü"), "письмо", "ПИСЬМО"])
def test_a_search_takes_letters_of_every_language_alike(store, keep, search):
    kept = keep(store, "A", source=unicodedata.normalize("NFD", "Grünes Письмо.png"))  # as macOS writes it
    keep(store, "b", source="gru.png")
    keep(store, "c", source="пис.png")
    assert kept.source == "Grünes Письмо.png"
    assert found(store, search=search) == ["A"]


def test_a_search_may_hold_any_number_of_other_letters(store, keep):
    alphabet = "".join(chr(code) for code in range(ord("а"), ord("я") + 1)) + "äöüßéñøåæçşğłžőή"
    keep(store, "A", source=f"{alphabet}.png".upper().replace("SS", "ß"))
    assert found(store, search=alphabet) == ["A"]


def test_a_text_in_parts_is_the_same_text(store, keep):
    keep(store, "é")
    assert found(store, text=unicodedata.normalize("NFD", "é")) == ["é"]


def test_a_search_looks_at_corrections_in_every_language(store, keep):
    store.correct(keep(store, "A").id, "Ä", owner="ann")
    assert found(store, search="ä") == found(store, search="Ä") == ["A"]


def test_the_operator_searches_everyone_s(filled):
    assert found(filled, None, door="api") == ["Z"]
    assert found(filled, None, order="unsure") == ["Z", "b", "A"]


def test_times_bound_from_their_first_moment_to_before_their_last(filled):
    middle = filled.find(Query("ann", text="b")).entries[0].made_at
    assert found(filled, since=middle) == ["O", "", "b"]
    assert found(filled, until=middle) == ["A"]
    elsewhere = middle.astimezone(datetime.now().astimezone().tzinfo)
    assert found(filled, since=middle, until=elsewhere + timedelta(microseconds=1)) == ["b"]


@pytest.mark.parametrize("order", ["newest", "oldest", "unsure"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_one_another_without_gap_or_repeat(store, keep, clock, order, limit):
    for confidence in (0.5, 0.5, 0.5, 0.1, 0.9, 0.5, 0.5):
        clock.pass_(seconds=-1)  # so that all are kept at the same time
        keep(store, "A", confidence)
    query = Query("ann", order=order, limit=1000)
    whole = store.find(query)
    assert (len(whole.entries), whole.total, whole.next) == (7, 7, None)
    pages, after = [], None
    while True:
        part = store.find(dataclasses.replace(query, limit=limit, after=after))
        assert part.total == 7
        pages.append(part.entries)
        after = part.next
        if after is None:
            break
    assert all(len(entries) == limit for entries in pages[:-1])
    assert [entry for entries in pages for entry in entries] == list(whole.entries)


def test_a_page_s_end_stays_where_it_was_when_others_come_and_go(filled, keep):
    first = filled.find(Query("ann", limit=2))
    keep(filled, "new")
    filled.delete([first.entries[-1].id], owner="ann")
    assert found(filled, limit=2, after=first.next) == ["b", "A"]


def test_everything_is_yielded_however_much_it_is(filled, monkeypatch):
    monkeypatch.setattr("inkread.history.store.LARGEST_PAGE", 3)
    assert [entry.text for entry in filled.entries(Query(None))] == ["Z", "O", "", "b", "A"]


@pytest.mark.parametrize(
    "wishes",
    [
        {"order": "best"},
        {"door": "window"},
        {"limit": 0},
        {"limit": 1001},
        {"below": 1.5},
        {"above": float("nan")},
        {"search": "a\0b"},
        {"text": "\ud800"},
        {"until": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23)))},
        {"since": datetime(2026, 1, 1)},
    ],
    ids=str,
)
def test_what_no_query_can_mean_is_refused(wishes):
    with pytest.raises(HistoryError, match=r"expected .*, got .*; ") as caught:
        Query("ann", **wishes)
    assert caught.value.code == "bad_query"


DEEP = base64.urlsafe_b64encode(b"[" * 5000).decode()


@pytest.mark.parametrize("after", [DEEP, "", "x", "äöü", "bnVsbA==", "WzFd", "WyJuZXdlc3QiLCJ4IiwiYSJd"])
def test_an_end_of_no_page_is_refused(file_store, after):
    with pytest.raises(HistoryError) as caught:
        file_store.find(Query("ann", after=after))
    assert caught.value.code == "bad_query"


def test_the_end_of_another_order_s_page_is_refused(file_store, keep):
    for _ in range(2):
        keep(file_store)
    after = file_store.find(Query("ann", limit=1)).next
    with pytest.raises(HistoryError, match="expected what a page of the order unsure ended with"):
        file_store.find(Query("ann", order="unsure", after=after))


def test_a_time_without_a_zone_at_a_page_s_end_is_refused(file_store):
    from inkread.history.query import Cursor, encode_cursor

    for time in (datetime.now(UTC).replace(tzinfo=None).isoformat(), "0001-01-01T00:00+23:00"):
        with pytest.raises(HistoryError, match="begin anew"):
            file_store.find(Query("ann", after=encode_cursor("newest", Cursor(time, "ab" * 16))))


def test_an_id_of_another_form_at_a_page_s_end_is_refused(file_store):
    from inkread.history.query import Cursor, encode_cursor

    for entry_id in ("", "a\0", "AB" * 16, "\ud800"):
        with pytest.raises(HistoryError, match="begin anew"):
            file_store.find(
                Query("ann", order="unsure", after=encode_cursor("unsure", Cursor(0.5, entry_id)))
            )
