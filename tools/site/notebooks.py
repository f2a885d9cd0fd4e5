"""Notebooks as pages of the site, with the answers that they were committed with; nothing is run here.

A hook of MkDocs. nbconvert's pages ask other hosts for scripts and are never dark; a notebook here holds
nothing but Markdown, code, text, HTML that inkread made and drawings, so a page of the
site's own is a few lines.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ENDING = ".ipynb"
LINK = re.compile(r"\]\((?P<page>[\w./-]+)\.ipynb(?P<rest>[^)]*)\)")
FENCE = "````"  # longer than any in a cell


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put a page beside every notebook."""
    notebooks = [file for file in files if file.src_uri.endswith(ENDING)]
    for file in notebooks:
        text = page(nbformat.reads(file.content_string, as_version=4), file.name + ENDING)
        files.append(File.generated(config, file.src_uri.removesuffix(ENDING) + ".md", content=text))
    return files


def page(notebook: nbformat.NotebookNode, name: str) -> str:
    """Return the notebook as Markdown, with a link to the notebook itself under its title."""
    text = "\n\n".join(part for cell in notebook.cells for part in _cell(cell))
    title, _, rest = text.partition("\n")
    return f'{title}\n\n<p><a href="{name}" download>Download this notebook</a></p>\n{rest}'


def _cell(cell: nbformat.NotebookNode) -> Iterator[str]:
    """Yield a cell's text or code, then its answers."""
    if cell.cell_type == "markdown":
        yield LINK.sub(r"](\g<page>.md\g<rest>)", cell.source)
    else:
        yield f"{FENCE}python\n{cell.source}\n{FENCE}"
        yield from (f'<div class="answer">\n{_answer(output)}\n</div>' for output in cell.outputs)


def _answer(output: nbformat.NotebookNode) -> str:
    """Return one answer of a cell as HTML: the richest form that it has."""
    if output.output_type == "stream":
        return _text(output.text)
    if output.output_type == "error":
        raise ValueError(f"expected a notebook without errors, got {output.ename}; run it again")
    data = output.data
    if "text/html" in data:
        return str(data["text/html"])
    for kind in ("image/svg+xml", "image/png"):
        if kind in data:
            return f'<img src="data:{kind};base64,{_base64(data[kind])}" alt="what the code drew">'
    return _text(data["text/plain"])


def _text(text: str) -> str:
    """Return printed text as it was printed; entities, because Markdown must not see its signs."""
    return (
        "<pre><code>"
        + "".join(f"&#{ord(sign)};" if sign in "&<>*_`\n" else sign for sign in text)
        + "</code></pre>"
    )


def _base64(content: str) -> str:
    """Return a drawing as base64, which a PNG of a notebook is already."""
    return base64.b64encode(content.encode()).decode("ascii") if content.startswith("<") else content.strip()
