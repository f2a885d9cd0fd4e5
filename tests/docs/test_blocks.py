"""A block of a page is written between its two marks, and nothing else of the page changes."""

import pytest


@pytest.fixture(scope="module")
def blocks(tool_named):
    return tool_named("blocks")


def test_filling_twice_changes_nothing(blocks):
    page = "head\n<!-- one -->\nold\n<!-- /one -->\ntail\n<!-- two -->\n<!-- /two -->\n"
    once = blocks.fill(page, "one", "new\n")
    assert once == page.replace("old", "new")
    assert blocks.fill(once, "one", "new\n") == once


@pytest.mark.parametrize("page", ["", "<!-- one -->\n", "<!-- /one -->\n<!-- one -->\n"])
def test_a_page_without_the_block_is_refused_and_not_filled_at_its_end(blocks, page):
    with pytest.raises(ValueError, match="expected a block"):
        blocks.fill(page, "one", "new\n")


def test_of_several_blocks_of_a_name_each_part_is_filled_by_itself(blocks):
    page = "<!-- it: a -->\n<!-- /it -->\n<!-- it: b -->\n<!-- /it -->\n"
    assert blocks.fill(page, "it: b", "new\n") == page.replace("b -->\n", "b -->\nnew\n")


def test_a_table_is_aligned(blocks):
    assert blocks.table(("set", "n"), [["a", "1"]], to_the_right=1).splitlines() == [
        "| set | n |",
        "| --- | --: |",
        "| a | 1 |",
    ]
