"""A model card reads as text: no marks of Markdown, no lines broken where the file breaks them."""

from pathlib import Path

import inkread
from inkread.desktop.card import card_parts

TABLE = """
| set | n | accuracy |
|---|--:|--:|
| mnist-test | 10,000 | 99.34 |
| usps | 2,007 | **97.14** |
"""


def test_lines_that_the_file_breaks_are_one_paragraph():
    assert card_parts("It reads\none character.\n\nNo words.") == [
        ("text", "It reads one character."),
        ("text", "No words."),
    ]


def test_an_item_goes_on_until_the_next_one():
    parts = card_parts("- Trained on glyphs,\n  less some.\n- Made today")
    assert [text for _, text in parts] == ["•\xa0Trained on glyphs, less some.", "•\xa0Made today"]


def test_a_table_stands_in_columns_with_its_figures_on_the_right():
    ((kind, text),) = card_parts(TABLE)
    assert kind == "table"
    assert text.splitlines() == [
        "set          n        accuracy",
        "mnist-test   10,000      99.34",
        "usps          2,007      97.14",
    ]


def test_comments_and_marks_are_left_out():
    assert card_parts("<!-- robustness -->\n**mnist-c** on `mnist-test`\n<!-- /robustness -->") == [
        ("text", "mnist-c on mnist-test")
    ]


def test_the_shipped_card_has_no_marks_left():
    card = Path(inkread.__file__).parent / "bundles" / "inkread-62" / "MODEL_CARD.md"
    parts = card_parts(card.read_text("utf-8"))
    assert {kind for kind, _ in parts} == {"heading", "text", "item", "table"}
    assert not any(mark in text for _, text in parts for mark in ("`", "**", "|", "<!--"))
