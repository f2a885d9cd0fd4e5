"""Visitors are told apart by a cookie that cannot be made up, programs by their keys."""

import io

import pytest

from inkread.web.origin import SAFE_METHODS

KEY = "a key for this test alone"
ID = "0" * 32
OPEN = {
    # How the service is: who watches it has no key.
    *("/health/live", "/health/ready", "/health/history", "/info", "/metrics"),
    # How to ask: the same for every service.
    *("/openapi", "/openapi.json"),
    # Pages without anyone's readings, which their scripts would have to fetch, and the files of these pages.
    *("/", "/words", "/forms", "/stages", "/history", "/about", "/static/css/base.css"),
}
"""What may be looked at without a key even where keys are required; nothing may be sent."""


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(api_keys=(KEY,))


def routes(app):
    """Every method and path of the application, places filled in."""
    filled = {"id": ID, "filename": "css/base.css"}
    for rule in app.url_map.iter_rules():
        _, path = rule.build({name: filled[name] for name in rule.arguments})
        yield from ((method, path) for method in sorted(rule.methods - {"HEAD", "OPTIONS"}))


def answered(app, method, path, content):
    """The status of the answer to a stranger who sends a form with a picture, and the code of its error."""
    data = {"image": (io.BytesIO(content), "a.png")} if content else None
    with app.test_client().open(path, method=method, data=data) as answer:
        told = answer.is_json and answer.json.get("error")
        return answer.status_code, told and told["code"]


def let_in(app, content):
    """Every route that may change something and does not send a stranger away, with its answer."""
    unsafe = [route for route in routes(app) if route[0] not in SAFE_METHODS]
    assert {("POST", "/"), ("POST", "/words"), ("DELETE", "/api/v1/history")} <= set(unsafe)
    got = {route: answered(app, *route, content) for route in unsafe}
    return {route: answer for route, answer in got.items() if answer != (401, "key_required")}


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


OPENED = {"Accept": "text/html", "Sec-Fetch-Site": "none"}


@pytest.mark.parametrize("path", ["/", "/words"])
@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_a_page_that_keeps_brings_the_cookie_so_that_readings_at_once_are_one_visitor_s(
    client, seven, send, path, site
):
    page = client.get(path, headers={**OPENED, "Sec-Fetch-Site": site})
    assert cookie_of(page).startswith("inkread-visitor=")
    assert (page.headers["Cache-Control"], page.headers["Vary"]) == ("no-store", "Cookie")
    assert "Set-Cookie" not in send(client, seven).headers
    assert client.get("/api/v1/history").json["total"] == 1
    assert "Set-Cookie" not in client.get(path, headers=OPENED).headers


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_a_page_that_another_site_leads_to_leaves_the_cookie_that_browsers_hold_back(client, site):
    headers = {"Accept": "text/html", **({"Sec-Fetch-Site": site} if site else {})}
    assert "Set-Cookie" not in client.get("/", headers=headers).headers


@pytest.mark.parametrize("path", ["/about", "/history", "/stages", "/forms", "/nothing", "/?bundle=none"])
def test_a_page_that_has_nothing_kept_brings_no_cookie(client, path):
    assert "Set-Cookie" not in client.get(path, headers=OPENED).headers


def test_where_nothing_is_kept_no_page_brings_a_cookie(make_app):
    client = make_app(keep=False).test_client()
    assert "Set-Cookie" not in client.get("/", headers=OPENED).headers


@pytest.mark.parametrize("key", [KEY, "an unknown one"])
def test_who_brings_a_key_to_a_page_gets_it_without_a_cookie(client, key):
    page = client.get("/", headers={**OPENED, "X-API-Key": key})
    assert (page.status_code, "Set-Cookie" in page.headers) == (200, False)


def test_where_keys_are_required_a_page_is_shown_without_a_cookie(make_app):
    page = make_app(api_keys=(KEY,), require_key=True).test_client().get("/", headers=OPENED)
    assert (page.status_code, "Set-Cookie" in page.headers) == (200, False)


def test_a_key_needs_no_cookie(client, seven, send):
    assert "Set-Cookie" not in send(client, seven, **{"X-API-Key": KEY}).headers


@pytest.mark.parametrize("key", ["", "a key for this test alonE", "ключ", KEY + " "])
def test_an_unknown_key_is_refused_before_anything_is_read(client, seven, send, key):
    answer = send(client, seven, **{"X-API-Key": key.encode().decode("latin-1")})
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "unknown_key")


@pytest.mark.parametrize("keep", [True, False])
def test_where_keys_are_required_nothing_is_read_or_changed_without_one(make_app, seven, keep):
    app = make_app(api_keys=(KEY,), require_key=True, keep=keep)
    assert let_in(app, seven) == {}


def test_where_keys_are_required_the_key_is_asked_for_before_a_picture_is_looked_at(make_app):
    app = make_app(api_keys=(KEY,), require_key=True)
    assert let_in(app, b"no picture, which would be told to who has a key") == {}


def test_where_keys_are_required_only_what_shows_no_one_s_readings_is_open(make_app):
    app = make_app(api_keys=(KEY,), require_key=True)
    got = {path: answered(app, "GET", path, b"") for method, path in routes(app) if method == "GET"}
    assert {path for path, answer in got.items() if answer != (401, "key_required")} == OPEN


def test_where_keys_are_required_who_has_one_is_answered(make_app, seven, send):
    client = make_app(api_keys=(KEY,), require_key=True).test_client()
    assert send(client, seven, **{"X-API-Key": KEY}).status_code == 200
    picture = {"image": (io.BytesIO(seven), "seven.png")}
    assert client.post("/", data=picture, headers={"X-API-Key": KEY}).status_code == 200


def test_a_person_is_told_that_a_key_is_required(make_app):
    client = make_app(api_keys=(KEY,), require_key=True).test_client()
    answer = client.post("/", headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "programs that have a key" in answer.text


def test_who_tries_many_keys_is_counted_as_one_client(make_app):
    client = make_app(api_keys=(KEY,), rate_limit="2/minute").test_client()
    tries = [client.get("/api/v1/bundles", headers={"X-API-Key": f"guess {number}"}) for number in range(3)]
    assert [answer.status_code for answer in tries] == [401, 401, 429]
    assert client.get("/api/v1/bundles", headers={"X-API-Key": KEY}).status_code == 200
