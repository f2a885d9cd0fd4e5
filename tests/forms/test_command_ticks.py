"""`inkread form` writes yes for a box that is ticked, and takes what people write for one."""

import csv
import json
from pathlib import Path

import cv2
import pytest

FIELDS = "".join(
    f"  - {{name: {name}, left: {left}, top: 514, width: 52, height: 52, tick: true}}\n"
    for name, left in (("post", 114), ("phone", 194))
)


@pytest.fixture
def ticks(folder, form, blank, seen):
    """Calls `inkread form` with a form that has tick boxes for its note; 1.png has one of them ticked."""
    blank = blank.copy()
    blank[490:] = 255
    for left in (120, 200):
        cv2.rectangle(blank, (left, 520), (left + 40, 560), 40, 2)
    cv2.imwrite("blank.png", blank)
    text = Path("form.yaml").read_text()
    Path("form.yaml").write_text(text[: text.index("  - {name: word")] + FIELDS)
    page = blank.copy()
    cv2.line(page, (128, 528), (152, 552), 40, 4)
    cv2.line(page, (152, 528), (128, 552), 40, 4)
    cv2.imwrite("1.png", seen(page, "flat"))
    cv2.circle(page, (220, 540), 3, 40, -1)
    cv2.imwrite("2.png", seen(page, "turned"))
    return form


def rows():
    """Return the rows of the table."""
    return list(csv.DictReader(Path("out.csv").read_text().splitlines()))


def test_a_ticked_box_is_yes_and_another_one_empty(ticks):
    answer = ticks("1.png", "2.png", "--output", "out.csv", "--json", "--review", "page.html")
    assert answer.code == 0
    assert [(one["post"], one["phone"], one["doubtful"]) for one in rows()] == [
        ("yes", "", ""),
        ("yes", "", "phone"),
    ]
    values = {one["field"]: one for one in json.loads(answer.out.splitlines()[0])["values"]}
    assert (values["post"]["value"], values["post"]["candidates"]) == ("yes", [])
    assert (values["phone"]["value"], values["phone"]["confidence"]) == ("", 1.0)
    assert Path("page.html").read_text().count('<input type="checkbox"') == 1


@pytest.mark.parametrize(
    ("typed", "value"), [("yes", "yes"), ("X", "yes"), ("TRUE", "yes"), ("no", ""), ("", "")]
)
def test_what_people_write_for_a_tick_is_taken(ticks, inkread, typed, value):
    ticks("2.png", "--output", "out.csv")
    Path("corrections.csv").write_text(f"file,field,value\n2.png,phone,{typed}\n")
    answer = inkread("form", "form.yaml", "--output", "out.csv", "--corrections", "corrections.csv")
    assert (answer.code, answer.err) == (0, "")
    assert (rows()[0]["phone"], rows()[0]["doubtful"]) == (value, "")


def test_what_is_no_tick_is_taken_and_stays_doubtful(ticks):
    Path("corrections.csv").write_text("file,field,value\n2.png,phone,perhaps\n")
    answer = ticks(
        "2.png", "--output", "out.csv", "--corrections", "corrections.csv", "--review", "page.html"
    )
    assert "2.png, phone: expected yes or nothing for a tick box, got 'perhaps'" in answer.err
    assert (rows()[0]["phone"], rows()[0]["doubtful"]) == ("perhaps", "phone")
    assert "checked" not in Path("page.html").read_text().partition("<li")[2].partition("</li>")[0]
