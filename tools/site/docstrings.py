"""Uncovers the docstrings that a page asks for in a comment: `<!-- docstrings: inkread.Reader -->`.

A hook of MkDocs. Where the page is read as plain Markdown, on a code host or in an editor, the comment
is not seen and the text around it stands alone; mkdocstrings would want `::: inkread.Reader` in sight.
"""

from __future__ import annotations

import re
from typing import Any

ASKED = re.compile(r"^<!-- docstrings: (?P<objects>[\w., ]+?) -->$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - the page and its site, not needed
    """Return the page's Markdown with what mkdocstrings replaces in place of the comments."""
    return ASKED.sub(_directives, markdown)


def _directives(match: re.Match[str]) -> str:
    return "\n\n".join(f"::: {name.strip()}" for name in match["objects"].split(","))
