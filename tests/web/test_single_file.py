"""A form that is known by its shape gives what a parser of forms finds in it; all others are the parser's."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.formparser import parse_form_data

from inkread.web.single_file import single_file

PNG = b"\x89PNG\r\n\x1a\n--no boundary--\r\n\x00\xff"
KIND = "multipart/form-data; boundary=a-1"


def form(
    *, mark=b"a-1", name=b'"image"', file=b'"seven.png"', more=b"\r\nContent-Type: image/png", content=PNG
):
    """A form as browsers write it, with any part of it changed."""
    head = b"Content-Disposition: form-data; name=" + name + b"; filename=" + file + more
    return b"--" + mark + b"\r\n" + head + b"\r\n\r\n" + content + b"\r\n--" + mark + b"--\r\n"


def parsed(kind, body):
    """What werkzeug finds: the fields, and field, name and content of each file."""
    environ = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    _, fields, files = parse_form_data(environ)
    found = []
    for name, file in files.items(multi=True):
        with file.stream:
            found.append((name, file.filename, file.read()))
    return list(fields.items(multi=True)), found


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (KIND, form()),
        (KIND, form()[:-2]),  # some programs leave the last line's end out
        (KIND, form(more=b"")),
        (KIND, form(file=b'"A (2) - copy.png"')),
        ('multipart/form-data; boundary="a-1"', form()),
        (KIND, form(content=b"")),
    ],
)
def test_a_usual_form_is_known_by_its_shape(kind, body):
    assert [single_file(kind, body)] == parsed(kind, body)[1]
    assert parsed(kind, body)[0] == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", form()),
        ("multipart/form-data; boundary=b", form()),
        ("multipart/form-data; charset=x; boundary=a-1", form()),
        (KIND, form(mark=b"a-12")),
        (KIND, form() + b"more"),
        (KIND, form()[:-6]),
        (KIND, form()[:-30]),
        (KIND, form(content=b"one\r\n--a-1\r\n\r\ntwo")),
        (KIND, form(content=b"one\r\n--a-1--\r\n")),
        (KIND, form(file=b'"a\\\\"')),
        (KIND, form(file='"文.png"'.encode())),
        (KIND, form(file=b'""')),
        (KIND, form(file=b"\"a\"; filename*=utf-8''b")),
        (KIND, form(more=b"\r\nContent-Transfer-Encoding: base64")),
        (KIND, form(more=b"\r\nContent-Type: image/png\r\n folded")),
        (KIND, b"before" + form()),
        (KIND, b""),
    ],
)
def test_any_other_form_is_left_to_the_parser(kind, body):
    assert single_file(kind, body) is None


@given(
    content=st.one_of(
        st.binary(max_size=60), st.sampled_from([PNG, b"\r\n", b"--a-1", b"\r\n--a-1--", b"-"])
    ),
    name=st.sampled_from([b'"image"', b'"other"', b"image", b'""']),
    file=st.sampled_from([b'"a.png"', b'"a;b.png"', b'" .png"', b'"a"b"', b"a.png"]),
    at=st.integers(0, 200),
    byte=st.sampled_from([b"", b"\r", b"\n", b'"', b"-", b"\x00", b":", b"x"]),
)
@example(content=b"\r\n--a-1--\r\n", name=b'"image"', file=b'"a.png"', at=0, byte=b"")
def test_whatever_is_taken_apart_is_what_the_parser_finds(content, name, file, at, byte):
    whole = form(name=name, file=file, content=content)
    body = whole[:at] + byte + whole[at:]
    found = single_file(KIND, body)
    if found is not None:
        assert parsed(KIND, body) == ([], [found])
