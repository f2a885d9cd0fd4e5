"""Where a request ends is found whatever pieces it comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.web.service.request_buffer import HEAD_LIMIT, RequestBuffer

GET = b"GET /health/ready HTTP/1.1\r\nHost: here\r\n\r\n"
POST = b"POST /api/v1/read HTTP/1.1\r\nHost: here\r\nContent-Length: 12\r\n\r\nhello\r\n\r\nyou"
CHUNKED = (
    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5;note=1\r\n0\r\n\r\n\r\n3\r\nabc\r\n0\r\nSum: 1\r\n\r\n"
)


def buffer_of(*pieces, max_body=1000):
    buffer = RequestBuffer(max_body=max_body)
    for piece in pieces:
        buffer.feed(piece)
    return buffer


def everything(buffer):
    """What a parser gets that reads seven bytes at a time."""
    return b"".join(iter(lambda: buffer.recv(7), b""))


@pytest.mark.parametrize("request_bytes", [GET, POST, CHUNKED], ids=["get", "post", "chunked"])
def test_a_request_is_whole_with_its_last_byte_and_not_before(request_bytes):
    buffer = RequestBuffer(max_body=1000)
    for at in range(len(request_bytes)):
        assert not buffer.is_whole
        buffer.feed(request_bytes[at : at + 1])
    assert buffer.is_whole
    assert not buffer.is_too_large
    assert everything(buffer) == request_bytes


@given(st.lists(st.sampled_from([GET, POST, CHUNKED]), min_size=1, max_size=4), st.lists(st.integers(1, 60)))
def test_requests_behind_one_another_come_out_one_by_one(requests, sizes):
    rest = b"".join(requests)
    buffer = RequestBuffer(max_body=1000)
    for size in [*sizes, len(rest)]:
        buffer.feed(rest[:size])
        rest = rest[size:]
    found = []
    while buffer.is_whole:
        found.append(everything(buffer))
        buffer.move_on()
    assert found == requests
    assert len(buffer) == 0


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_are_taken_without_an_error(head, body):
    buffer = buffer_of(head, b"\r\nTransfer-Encoding: chunked\r\n\r\n", body)
    if buffer.is_whole:
        assert len(everything(buffer)) <= len(buffer)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 1001",
        b"content-length:99999999",
        b"Transfer-Encoding: chunked\r\n\r\n3E9\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\n",
    ],
)
def test_a_body_beyond_the_limit_is_known_before_it_is_there(head):
    assert buffer_of(b"POST / HTTP/1.1\r\n" + head + b"\r\n\r\n").is_too_large


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 9000,
        b"GET /" + b"a" * (HEAD_LIMIT + 1),
    ],
)
def test_what_cannot_be_followed_goes_to_the_parser_to_be_refused(request_bytes):
    buffer = buffer_of(request_bytes)
    assert buffer.is_whole
    assert not buffer.is_too_large


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_a_question_about_health_is_seen(path):
    assert buffer_of(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode()).is_about_health


@pytest.mark.parametrize(
    "line", ["GET /metricsandmore", "POST /metrics", "GET /info", "GET /api/health/live"]
)
def test_what_is_not_about_health_waits_with_the_others(line):
    assert not buffer_of(f"{line} HTTP/1.1\r\nHost: here\r\n\r\n".encode()).is_about_health


def test_a_client_that_waits_for_a_go_ahead_is_seen():
    assert buffer_of(b"PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n").expects_continue


def test_nothing_is_read_before_the_request_is_whole():
    assert buffer_of(POST[:30]).recv(10) == b""


@pytest.mark.parametrize(
    "request_bytes",
    [GET, POST, b"GET / HTTP/1.1\r\n\r\n", POST.replace(b"Host: here", b"Connection: keep-alive")],
)
def test_a_usual_request_ends_beyond_doubt(request_bytes):
    assert buffer_of(request_bytes).is_plain


@pytest.mark.parametrize(
    ("usual", "doubtful"),
    [
        (b"Host: here", b"content-length: 12"),  # twice
        (b"Host: here", b"Transfer-Encoding: identity"),
        (b"Host: here", b"Connection: close"),
        (b"Host: here", b"Host: here\r\n folded"),
        (b"Host: here", b"Host: here\nContent-Length: 0"),
        (b"Host: here", b"Ho st: here"),
        (b"Length: 12", b"Length : 12"),
        (b"Length: 12", b"Length: +12"),
        (b"Length: 12", b"Length: 12, 12"),
        (b"HTTP/1.1", b"HTTP/1.0"),
        (b"HTTP/1.1", b"HTTP/1.1 "),
        (b"POST ", b"POST  "),
    ],
)
def test_a_request_that_another_server_may_read_differently_does_not(usual, doubtful):
    assert usual in POST
    assert not buffer_of(POST.replace(usual, doubtful, 1)).is_plain


def test_what_has_no_head_yet_does_not_end_beyond_doubt():
    assert not buffer_of(b"GET / HTTP/1.1\r\n").is_plain
    assert not buffer_of(CHUNKED).is_plain
