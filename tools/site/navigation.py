"""The site's navigation, taken from docs/index.md, so that a page is listed in one place alone.

A hook of MkDocs. A bold line of the index begins a part; the links under it are its pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

PART = re.compile(r"^\*\*(?P<part>[^*]+)\*\*$")
PAGE = re.compile(r"^- (?:\[[^\]]+\]\((?P<page>[^)#\s]+)\))")
Navigation = list[dict[str, str | list[str]]]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set the navigation before MkDocs reads it."""
    config.nav = navigation((Path(config.docs_dir) / "index.md").read_text("utf-8"))
    return config


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:  # noqa: ANN401 - the site, not needed
    """Leave the side columns away on the first page, which is a table of contents itself."""
    if page.is_homepage:
        page.meta["hide"] = ["navigation", "toc"]
    return markdown


def navigation(index: str) -> Navigation:
    """Return the parts of the index, each with its pages; notebooks by the pages made of them.

    Raises:
        PluginError: when a page stands under no part.
    """
    parts: dict[str, list[str]] = {}
    part = None
    for line in index.splitlines():
        if heading := PART.match(line):
            part = parts.setdefault(heading["part"], [])
        elif link := PAGE.match(line):
            if part is None:
                raise PluginError(f"expected a bold heading above the pages of docs/index.md, got {line!r}")
            part.append(link["page"].replace(".ipynb", ".md"))
    return [{"Home": "index.md"}, *({name: pages} for name, pages in parts.items())]
