"""Counters and health are shown to who asks the service itself, and to nobody who comes by a proxy."""

import pytest

OPERATORS = ("/metrics", "/metrics/", "/health/live", "/health/ready", "/health/history")
BY_PROXY = {"X-Forwarded-For": "203.0.113.7"}
TOKEN = "a token that operators have"


@pytest.mark.parametrize("path", OPERATORS)
def test_who_comes_by_a_proxy_finds_nothing_there(client, path):
    answer = client.get(path, headers=BY_PROXY)
    nowhere = client.get("/metrics/of/nothing", headers=BY_PROXY)
    assert (answer.status_code, answer.json) == (404, nowhere.json)


@pytest.mark.parametrize("path", OPERATORS)
def test_who_asks_the_service_itself_is_answered(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/info", "/api/v1/bundles"])
def test_what_is_for_everyone_comes_through_a_proxy(client, path):
    assert client.get(path, headers=BY_PROXY).status_code == 200


def test_the_operators_token_opens_it_through_a_proxy_and_no_other(make_app):
    client = make_app(operator_token=TOKEN, proxies=1).test_client()
    for said, status in ((f"Bearer {TOKEN}", 200), (f"Bearer {TOKEN}.", 404), (TOKEN, 404), ("Bearer ", 404)):
        answer = client.get("/metrics", headers={**BY_PROXY, "Authorization": said})
        assert answer.status_code == status, said


def test_an_empty_token_opens_nothing_where_there_is_none(client):
    answer = client.get("/metrics", headers={**BY_PROXY, "Authorization": "Bearer None"})
    assert answer.status_code == 404


@pytest.mark.parametrize("token", ["Bearer \xe9\xe8", "Bearer \xff"])
def test_a_token_of_odd_letters_is_refused_and_no_failure(make_app, token):
    client = make_app(operator_token=TOKEN).test_client()
    assert client.get("/metrics", headers={**BY_PROXY, "Authorization": token}).status_code == 404
