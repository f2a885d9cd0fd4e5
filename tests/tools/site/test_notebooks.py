"""A notebook becomes a page of the site with its text, its code and its answers, none of it markup."""

import importlib.util
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

SOURCE = Path(__file__).parents[3] / "tools" / "site" / "notebooks.py"
PNG = "iVBORw0KGgo="


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_notebooks", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def notebook(*outputs: nbformat.NotebookNode) -> nbformat.NotebookNode:
    text = new_markdown_cell("# Title\n\nA paragraph on\ntwo lines, [next](other.ipynb#part).")
    return new_notebook(cells=[text, new_code_cell("print(1)", outputs=list(outputs))])


def shown(output_type: str, **data: str) -> nbformat.NotebookNode:
    return new_output(output_type, {kind.replace("_", "/", 1): text for kind, text in data.items()})


def test_the_text_stays_whole_and_leads_to_pages(hook: ModuleType):
    lines = hook.page(notebook(), "this.ipynb").splitlines()
    assert lines[0] == "# Title"
    assert lines[2] == '<p><a href="this.ipynb" download>Download this notebook</a></p>'
    assert "A paragraph on\ntwo lines, [next](other.md#part)." in "\n".join(lines)


def test_code_is_shown_as_python(hook: ModuleType):
    assert "````python\nprint(1)\n````" in hook.page(notebook(), "this.ipynb")


def test_printed_signs_are_no_markup(hook: ModuleType):
    page = hook.page(notebook(new_output("stream", name="stdout", text="a < b\n\n*c*")), "this.ipynb")
    assert "<pre><code>a &#60; b&#10;&#10;&#42;c&#42;</code></pre>" in page


def test_the_richest_answer_is_shown(hook: ModuleType):
    rich = shown("execute_result", text_plain="plain", text_html="<b>rich</b>")
    page = hook.page(notebook(rich), "this.ipynb")
    assert "<b>rich</b>" in page
    assert "plain" not in page


@pytest.mark.parametrize(("kind", "content"), [("image_png", PNG), ("image_svg+xml", "<svg/>")])
def test_a_drawing_is_within_the_page(hook: ModuleType, kind: str, content: str):
    page = hook.page(notebook(shown("display_data", **{kind: content})), "this.ipynb")
    assert f'<img src="data:{kind.replace("_", "/", 1)};base64,' in page


def test_a_notebook_with_an_error_is_no_page(hook: ModuleType):
    failed = new_output("error", ename="ValueError", evalue="", traceback=[])
    with pytest.raises(ValueError, match="expected a notebook without errors, got ValueError"):
        hook.page(notebook(failed), "this.ipynb")
