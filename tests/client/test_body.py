"""What a client sends is what a browser would send."""

from inkread.client import body as client_body
from inkread.client.body import body_of


def test_a_file_s_name_cannot_end_its_header(monkeypatch):
    monkeypatch.setattr(client_body, "read_source", lambda _path: b"content")  # Windows has no such names
    body, _ = body_of('a"b\r\nX-Evil: 1.png\\')
    assert b'filename="a%22b%0D%0AX-Evil: 1.png%5C"' in body


def test_the_boundary_is_new_each_time():
    assert body_of(b"x")[1] != body_of(b"x")[1]
