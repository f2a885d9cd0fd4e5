"""SVG drawings as part of a page: freed of their wrapping, with ids that no other drawing has."""

import re
from xml.etree import ElementTree

from inkread.errors import ConfigError

NAMESPACE = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
LEFT_OUT = ("metadata", "style", "script", "title", "desc")
LOCAL_URL = re.compile(r"url\(#([^)]+)\)")


def inline(svg: bytes, *, prefix: str, label: str) -> str:
    """Return a drawing as an `<svg>` element to be put into HTML, as wide as its place allows.

    Args:
        svg: the file; only what it draws is kept, no script, style sheet or metadata.
        prefix: goes before every id, as two drawings of one page may use the same.
        label: the text for a screen reader.

    Raises:
        ConfigError: when the file is no SVG, or refers to something outside itself.
    """
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - drawn by this package; expat bounds what unfolds
    except ElementTree.ParseError as error:
        raise ConfigError(f"expected an SVG drawing, got no such thing ({error}); draw it again") from error
    for parent in list(root.iter()):
        for child in [child for child in parent if _local(child.tag) in LEFT_OUT]:
            parent.remove(child)
    for element in root.iter():
        element.tag = _local(element.tag)
        _own_ids(element, prefix)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-label": label}
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _own_ids(element: ElementTree.Element, prefix: str) -> None:
    """Put `prefix` before the element's id and before every id it refers to.

    Raises:
        ConfigError: when it refers to something outside the drawing.
    """
    if LINK in element.attrib:
        element.attrib["href"] = element.attrib.pop(LINK)
    target = element.attrib.get("href", "#")
    if not target.startswith(("#", "data:")):
        raise ConfigError(f"expected a drawing that holds all it shows, got a link to {target!r}; embed it")
    if target.startswith("#") and len(target) > 1:
        element.attrib["href"] = f"#{prefix}{target[1:]}"
    for name, value in element.attrib.items():
        if name == "id":
            element.attrib[name] = prefix + value
        elif "url(" in value:
            element.attrib[name] = LOCAL_URL.sub(rf"url(#{prefix}\1)", value)


def _local(tag: str) -> str:
    """Return an element's name without its namespace."""
    return tag.rpartition("}")[2]
