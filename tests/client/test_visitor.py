"""Whom a service takes a client for, by the headers that come and go."""

from email.message import Message
from http.client import HTTPMessage

import pytest

from inkread.client.visitor import Visitor, is_to_keep


def answer_with(*cookies: str) -> HTTPMessage:
    """Return the headers of an answer that sets cookies."""
    headers: Message = HTTPMessage()
    for cookie in cookies:
        headers["Set-Cookie"] = cookie
    return headers


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(None)


def is_held_back(visitor: Visitor) -> bool:
    """Return whether the next request that is to keep goes alone."""
    with visitor.turn(keeps=True):
        return visitor._first.locked()


def test_only_the_first_goes_alone(visitor):
    assert is_held_back(visitor)
    visitor.remember(answer_with("inkread-visitor=a.b; Path=/; HttpOnly"))
    assert visitor.headers() == {"Cookie": "inkread-visitor=a.b"}
    assert not is_held_back(visitor)


def test_who_has_a_key_never_goes_alone():
    assert not is_held_back(Visitor("a key of this test"))


def test_the_cookie_of_a_balancer_is_sent_beside_the_service_s_own(visitor):
    visitor.remember(answer_with("AWSALB=x; Path=/"))
    assert is_held_back(visitor)
    visitor.remember(answer_with("__Host-inkread-visitor=a.b; Secure", "AWSALB=y; Path=/"))
    assert visitor.headers() == {"Cookie": "AWSALB=y; __Host-inkread-visitor=a.b"}
    assert not is_held_back(visitor)


@pytest.mark.parametrize("said", [{"readings": [{"text": "7"}]}, {"reading": {"text": "7"}, "trail": []}])
def test_a_service_that_reads_and_gives_no_cookie_keeps_nothing(visitor, said):
    visitor.learn(said)
    assert not is_held_back(visitor)


def test_a_service_that_could_read_nothing_may_keep_all_the_same(visitor):
    visitor.learn({"readings": [{"name": "a.png", "error": {"code": "not_an_image"}}]})
    assert is_held_back(visitor)


@pytest.mark.parametrize(
    ("path", "query", "keeps"),
    [
        ("/api/v1/words", {"keep": "true"}, True),
        ("/api/v1/words", {"keep": "0"}, False),
        ("/api/v1/explain", {}, False),
        ("/api/v1/explain", {"keep": "1"}, True),
        ("/api/v1/history", {}, False),
        ("/info", {}, False),
    ],
)
def test_what_may_bring_a_cookie(path, query, keeps):
    assert is_to_keep(path, query) is keeps
