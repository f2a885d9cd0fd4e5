"""The page on HTTP names every route, every setting and every code of a refusal."""

import dataclasses
import re
from pathlib import Path

import pytest

from inkread.web import create_app
from inkread.web.settings import PREFIX, WebSettings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "http-api.md").read_text("utf-8")
CODE = re.compile(r'code="(\w+)"')


@pytest.fixture(scope="module")
def paths(tiny_folder):
    app = create_app(WebSettings(bundles=(str(tiny_folder),), keep=False))
    return list(app.api_doc["paths"])


def test_every_route_is_named(paths):
    assert [path for path in paths if path not in PAGE] == []


def test_every_setting_is_named():
    variables = [PREFIX + item.name.upper() for item in dataclasses.fields(WebSettings)]
    assert [name for name in variables if name not in PAGE] == []


def test_every_code_is_named():
    sources = [path.read_text("utf-8") for path in (ROOT / "src" / "inkread" / "web").rglob("*.py")]
    codes = {code for source in sources for code in CODE.findall(source)}
    assert codes
    assert sorted(code for code in codes if f"`{code}`" not in PAGE) == []
