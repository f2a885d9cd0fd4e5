"""Rows are cut where Python's own reader of CSV cuts them, whatever is in the cells."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from inkread.errors import DataError
from inkread.scale.batch.sources.csv_lines import cells_of, rows_of

CELLS = st.text(st.sampled_from(['"', ",", ";", "\n", "a", " ", "'"]), max_size=6)


def rows(content, delimiter):
    """Return the rows of a text, and the bytes after which they end."""
    found = list(rows_of(io.BytesIO(content.encode()), 0, delimiter, address="x.csv"))
    return [row for _, row in found], [end for end, _ in found]


@example([["", ""]], "\t")
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_a_writer_of_csv_wrote_comes_back_row_by_row(table, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(table)
    found, ends = rows(text.getvalue(), delimiter)
    assert [cells_of(row, delimiter) for row in found] == table
    assert b"".join(found) == text.getvalue().encode()
    assert ends[-1:] == ([len(text.getvalue())] if table else [])


@given(st.text(st.sampled_from(['"', ",", "\n", "a"]), max_size=30))
def test_text_that_nobody_wrote_as_csv_is_cut_as_python_reads_it(text):
    try:
        found, _ = rows(text, ",")
    except DataError:  # a quote that is never closed: Python would read on to the end
        return
    expected = [cells for cells in csv.reader(io.StringIO(text)) if cells]
    assert [cells_of(row, ",") for row in found] == expected


def test_lines_are_rows_where_nothing_stands_between_cells():
    assert rows('a"\n\n"b, c\n  \nd', None) == ([b'a"\n', b'"b, c\n', b"d"], [3, 10, 14])
