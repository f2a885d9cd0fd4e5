r"""Bars within code in a table, as code hosts show them: `A\|B` in the source, `A|B` on the page.

A hook of MkDocs. Hosts want a bar in a cell escaped even within code; Python-Markdown does not, and
would show the backslash: `A\|B` is not what a person has to type.
"""

from __future__ import annotations

import re
from typing import Any

ROW = re.compile(r"^\|.*\|[ ]*$", re.MULTILINE)
CODE = re.compile(r"`[^`]+`")


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - the page and its site, not needed
    """Return the page's Markdown with bars within code as Python-Markdown wants them."""
    return ROW.sub(lambda row: CODE.sub(lambda code: code[0].replace("\\|", "|"), row[0]), markdown)
