"""What a person typed for fields of a form goes in over HTTP; what a field cannot hold is told, and taken."""

import io
import json

import pytest

VALUES = "/api/v1/forms/values"
HEAD = "form: 1\nname: card\nblank: card.png\nwidth: 640\nheight: 420\nfields:\n"
RULES = HEAD + "".join(
    f"- {{name: {name}, left: 1, top: {top}, width: 90, height: 90, {rule}}}\n"
    for name, top, rule in (
        ("code", 1, "pattern: A9"),
        ("town", 100, "lexicon: lists/towns.txt"),
        ("sum", 200, "charset: '17', lines: true"),
        ("note", 300, "lines: true"),
        ("street", 320, "lexicon: streets.txt"),
        ("post", 325, "tick: true"),
    )
)


def refusal_of(answer):
    """Status and code of a refusal, which says what was expected."""
    assert answer.json["error"]["message"].startswith("expected")
    return answer.status_code, answer.json["error"]["code"]


def looked_at(client, *typed, template=RULES, **more):
    """The answer about typed values, each the name of a field and a text; `more` are parts of the form."""
    told = json.dumps([{"field": field, "value": value} for field, value in typed])
    towns = (io.BytesIO("Zürich\nNew York\n".encode()), "towns.txt")
    parts = {"template": template, "values": told, "lexicon": towns, **more}
    data = {name: part for name, part in parts.items() if part is not None}
    return client.post(VALUES, data=data, content_type="multipart/form-data")


def test_typed_values_are_taken_as_their_fields_have_them(client):
    typed = [("code", "L7"), ("town", "Zu\u0308rich"), ("town", "newyork"), ("sum", "17\r\n1"), ("code", "")]
    answer = looked_at(client, *typed, ("note", "Ω, whatever\n"))
    assert answer.status_code == 200, answer.text
    told = [(one["field"], one["value"], one["misfit"]) for one in answer.json["values"]]
    names = [("code", "L7"), ("town", "Zürich"), ("town", "newyork"), ("sum", "17\n1"), ("code", "")]
    assert [(field, value) for field, value, _ in told] == [*names, ("note", "Ω, whatever")]
    assert [misfit for *_, misfit in told[:2]] == [None, None]
    assert told[2][2]["code"] == "correction_misfit"  # the list has New York: small letters alone are none
    assert [misfit for *_, misfit in told[3:]] == [None, None, None]


def test_what_people_write_for_a_tick_is_taken(client):
    typed = [("post", text) for text in ("yes", "x", "No", "")]
    told = looked_at(client, *typed).json["values"]
    assert [(one["value"], one["misfit"]) for one in told] == [
        ("yes", None),
        ("yes", None),
        ("", None),
        ("", None),
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "77", "follows A9, got '77'"),
        ("town", "Genf", "an entry of lists/towns.txt, got 'Genf'"),
        ("sum", "17\nl1", "none but 17, got 'l'"),
        ("post", "perhaps", "yes or nothing for a tick box, got 'perhaps'"),
    ],
)
def test_a_typed_value_that_its_field_cannot_hold_is_told_and_taken(client, field, value, words):
    (told,) = looked_at(client, (field, value)).json["values"]
    assert (told["field"], told["value"], told["misfit"]["code"]) == (field, value, "correction_misfit")
    assert words in told["misfit"]["message"]


def test_what_stands_for_an_entry_becomes_it(client):
    (told,) = looked_at(client, ("town", "Zuerich")).json["values"]
    assert (told["value"], told["misfit"]) == ("Zürich", None)


def test_only_the_lists_of_the_typed_fields_are_wanted(client):
    assert looked_at(client, ("code", "L7"), lexicon=None).status_code == 200
    assert refusal_of(looked_at(client, ("street", "Rue"))) == (422, "missing_list")


@pytest.mark.parametrize(
    ("typed", "parts", "expected"),
    [
        ([("name", "x")], {}, (422, "unknown_field")),
        ([("code", "L7")] * 201, {}, (422, "bad_field")),
        ([("note", "x" * 1001)], {}, (422, "bad_field")),
        ([("note", "x" * 1000)] * 11, {}, (413, "too_large")),
        ([], {"values": '{"code": "L7"}'}, (422, "bad_field")),
        ([], {"values": '[{"field": "code"}]'}, (422, "bad_field")),
        ([], {"values": "[{"}, (400, "bad_json")),
        ([], {"values": None}, (400, "no_values")),
        ([], {"template": None}, (400, "no_template")),
        ([], {"template": "form: ["}, (422, "bad_template")),
        ([], {"blank": "x"}, (400, "unexpected_field")),
    ],
)
def test_a_request_about_typed_values_that_cannot_be_answered_is_refused(client, typed, parts, expected):
    assert refusal_of(looked_at(client, *typed, **parts)) == expected
    assert refusal_of(client.post(VALUES, json=[])) == (415, "unsupported_media_type")


def test_as_many_values_as_a_template_has_fields_may_come(client):
    assert len(looked_at(client, *[("note", "x" * 50)] * 200).json["values"]) == 200
    assert looked_at(client).json == {"values": []}


def test_a_pattern_made_to_be_slow_is_followed_all_the_same(client):
    text = RULES.replace("pattern: A9", "pattern: '((.?){60}){12}'")
    told = looked_at(client, *[("code", "ab1" * 80)] * 40, template=text).json["values"]
    assert [one["misfit"] for one in told] == [None] * 40
