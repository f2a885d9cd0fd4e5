"""Examples of docstrings shown as code: their heading is `Example:`, where Griffe looks for `Examples:`.

An extension of Griffe, which reads the docstrings for mkdocstrings. Without it an example is prose, and a
list in it, such as `[0.03, 0.06]`, is taken for a link.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

HEADING = re.compile(r"^Example:$", re.MULTILINE)


class DocstringExamples(griffe.Extension):
    """Renames the heading in every docstring, in memory alone."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:  # noqa: ANN401 - not needed
        """Rename the heading of one object's docstring."""
        if obj.docstring is not None:
            obj.docstring.value = HEADING.sub("Examples:", obj.docstring.value)
