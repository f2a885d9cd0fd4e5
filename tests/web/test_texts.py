"""All words of the pages stand in one place, and every one of them is used."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import inkread.web
from inkread.errors import ConfigError
from inkread.web.texts import FOLDER, PLACE, languages, load

WEB = Path(inkread.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SCRIPTS = sorted((WEB / "static" / "js").glob("*.js"))
SOURCES = "\n".join(path.read_text("utf-8") for path in [*TEMPLATES, *SCRIPTS, *WEB.glob("*.py")])
ASKED = re.compile(r"""(?:texts|say|sayCount)\(\s*['"]([\w.]+)['"]\s*[,)]""")
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title", "value"}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# A sentence or a label in a script: what a person would see. Errors for programmers are none.
SENTENCE = re.compile(r"""["'`][A-Z][a-z]+(?: [a-z]|[.!?…]?["'`])""")
NO_WORDS = {"POST", "GET", "Content-Type", "AbortError", "FormData"}


class ShownText(HTMLParser):
    """Collects what a page shows or says."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_data(self, data):
        self.found.append(data)


def keys_in(language: str) -> set[str]:
    """Return the dotted keys of a language's own file."""

    def flat(tree, head=""):
        for name, value in tree.items():
            yield from flat(value, f"{head}{name}.") if isinstance(value, dict) else [f"{head}{name}"]

    return set(flat(json.loads((FOLDER / f"{language}.json").read_text("utf-8"))))


# How a source names a key of which a part is filled in: a template's `'history.' ~ name ~ '.label'`,
# a script's `history.${action}_of`, and the families of `sayOf`, `sayCount` and `Texts.of`.
PARTLY_FILLED = [
    re.compile(r"""'(?P<head>[\w.]+[._])' ~ \w+(?: ~ '(?P<tail>[\w.]+)')?"""),
    re.compile(r"""`(?P<head>[\w.]+\.)\$\{[^`]*\}(?P<tail>[\w.]*)`"""),
    re.compile(
        r"""(?:sayOf\(|sayCount\(|\.of\(|\bsaid\(texts, )\s*['"](?P<head>[\w.]+)['"]"""
        r"""(?:,\s*`\$\{[^}]+\}(?P<tail>[\w.]+)`)?"""
    ),
    re.compile(r"""f"(?P<head>[\w.]+\.)\{\w+\}(?P<tail>[\w.]*)"""),
]


def family(head: str, tail: str) -> str:
    """Return the pattern of the keys that begin with `head` and end with `tail`."""
    return re.escape(head if head.endswith((".", "_")) else f"{head}.") + r"[\w-]+" + re.escape(tail)


FAMILIES = {
    family(found["head"], found["tail"] or "") for form in PARTLY_FILLED for found in form.finditer(SOURCES)
}
# The macro `choice` of history.html fills in two parts of a key.
OF_CHOICE = re.compile(r"history\.(?:sure|door|corrected|order)\.\w+")


def is_used(key: str) -> bool:
    """Return whether a source names the key, or a family of it of which a part is filled in."""
    if re.search(rf"""['"`]{re.escape(key)}['"`]""", SOURCES):
        return True
    return bool(OF_CHOICE.fullmatch(key)) or any(re.fullmatch(family, key) for family in FAMILIES)


@pytest.mark.parametrize("key", sorted(keys_in("en")))
def test_every_text_is_used(key: str):
    assert is_used(key)


def test_every_text_that_is_asked_for_is_there():
    asked = set(ASKED.findall(SOURCES))
    assert len(asked) > 80
    words = load("en").words
    families = {key.rpartition(".")[0] for key in words}
    assert asked - set(words) - families == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path):
    parser = ShownText()
    parser.feed(JINJA.sub("", path.read_text("utf-8")))
    spoken = [text.strip() for text in parser.found if re.search(r"[A-Za-z]{2}", text)]
    assert [text for text in spoken if text not in {"lower", "upper", "all"}] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_no_words_of_its_own(path: Path):
    lines = [
        line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith(("//", "*"))
    ]
    said = [line for line in lines if SENTENCE.search(line) and not any(name in line for name in NO_WORDS)]
    named_keys = re.compile(r'Arrow(Left|Right|Up|Down)|"(Enter|Escape)"|new Event|=== "[A-Z]')
    assert [line for line in said if not named_keys.search(line)] == []
    assert re.findall(r"textContent = [\"'`][^\"'`$]*[A-Za-z]", "\n".join(lines)) == []


@pytest.mark.parametrize("language", languages())
def test_a_language_has_no_text_that_english_lacks(language: str):
    assert keys_in(language) <= keys_in("en")
    english = load("en").words
    for key, text in load(language).words.items():
        assert set(PLACE.findall(text)) == set(PLACE.findall(english[key])), key


def test_a_text_that_is_not_there_is_refused():
    with pytest.raises(ConfigError, match=r"got 'read\.titel'"):
        load("en")("read.titel")


def test_a_text_without_its_value_is_refused():
    with pytest.raises(ConfigError, match="expected a value for"):
        load("en")("answer.reads")


def test_a_language_without_a_file_is_refused():
    with pytest.raises(ConfigError, match="got 'xx'"):
        load("xx")
