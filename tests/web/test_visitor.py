"""Visitors are told apart by a cookie that cannot be made up, programs by their keys."""

import pytest

KEY = "a key for this test alone"


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(api_keys=(KEY,))


def cookie_of(answer):
    return answer.headers["Set-Cookie"]


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts(client, seven, send):
    cookie = cookie_of(send(client, seven))
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/" in cookie


def test_a_visitor_who_comes_again_keeps_the_cookie(client, seven, send):
    send(client, seven)
    assert "Set-Cookie" not in send(client, seven).headers
    assert client.get("/api/v1/history").json["total"] == 2


@pytest.mark.parametrize("change", ["another", "cut", "unsigned", "none of text"])
def test_a_cookie_that_was_made_up_is_nobody_s(app, client, seven, send, change):
    value = cookie_of(send(client, seven)).split(";")[0].split("=", 1)[1]
    owner, _ = value.split(".")
    forged = {
        "another": "0" * 32 + value[32:],
        "cut": value[:-2],
        "unsigned": owner,
        "none of text": "\xff\xfe.\xff",
    }[change]
    other = app.test_client()
    other.set_cookie("inkread-visitor", forged, domain="localhost")
    assert other.get("/api/v1/history").json["total"] == 0


def test_a_cookie_of_another_service_is_nobody_s(make_app, client, seven, send):
    value = cookie_of(send(client, seven)).split(";")[0].split("=", 1)[1]
    other = make_app(secret="another secret, long enough for it").test_client()
    other.set_cookie("inkread-visitor", value, domain="localhost")
    assert "Set-Cookie" in send(other, seven).headers


def test_a_key_needs_no_cookie(client, seven, send):
    assert "Set-Cookie" not in send(client, seven, **{"X-API-Key": KEY}).headers


@pytest.mark.parametrize("key", ["", "a key for this test alonE", "ключ", KEY + " "])
def test_an_unknown_key_is_refused_before_anything_is_read(client, seven, send, key):
    answer = send(client, seven, **{"X-API-Key": key.encode().decode("latin-1")})
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unknown_key")


def test_where_keys_are_required_nothing_is_read_without_one(make_app, seven, send):
    client = make_app(api_keys=(KEY,), require_key=True).test_client()
    assert send(client, seven).json["error"]["code"] == "key_required"
    assert client.get("/api/v1/history").status_code == 401
    assert client.get("/api/v1/bundles").status_code == 401
    assert send(client, seven, **{"X-API-Key": KEY}).status_code == 200
    assert client.get("/health/live").status_code == 200


def test_who_tries_many_keys_is_counted_as_one_client(make_app):
    client = make_app(api_keys=(KEY,), rate_limit="2/minute").test_client()
    tries = [client.get("/api/v1/bundles", headers={"X-API-Key": f"guess {number}"}) for number in range(3)]
    assert [answer.status_code for answer in tries] == [401, 401, 429]
    assert client.get("/api/v1/bundles", headers={"X-API-Key": KEY}).status_code == 200
