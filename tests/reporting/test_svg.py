"""A drawing becomes part of a page and brings in nothing but what it draws."""

import pytest

from inkread.errors import ConfigError
from inkread.reporting.svg import inline

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">'


def drawing(content: str) -> bytes:
    return f"{HEAD}{content}</svg>".encode()


def test_ids_and_what_refers_to_them_get_the_prefix():
    made = inline(
        drawing('<path id="a"/><use xlink:href="#a"/><g clip-path="url(#a)"/>'), prefix="f1-", label="x"
    )
    assert made.count("f1-a") == 3
    assert "xlink" not in made


def test_scripts_styles_and_metadata_are_left_out():
    made = inline(
        drawing("<metadata>m</metadata><g><script>s</script></g><defs><style>*{}</style></defs>"),
        prefix="",
        label="x",
    )
    assert all(name not in made for name in ("metadata", "script", "style"))


def test_a_link_to_the_outside_is_refused():
    with pytest.raises(ConfigError, match=r"example\.org"):
        inline(drawing('<image xlink:href="https://example.org/a.png"/>'), prefix="", label="x")


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ConfigError, match="expected an SVG drawing"):
        inline(b"<svg", prefix="", label="x")
