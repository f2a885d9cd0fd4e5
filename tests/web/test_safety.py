"""Every route of the application's map answers with the headers, and to our own pages and hosts only."""

import pytest

from inkread.web.headers import HEADERS, HSTS

ID = "0" * 32
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def app(make_app):
    app = make_app()

    @app.get("/fails")
    def fails():
        raise RuntimeError("a secret of the inside")

    return app


def routes(app):
    """Every method and path of the application, places filled in."""
    found = []
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<string:id>", ID).replace("<path:filename>", "css/base.css")
        assert "<" not in path, f"no value for {rule.rule}"
        found += [(method, path) for method in sorted(rule.methods)]
    return found


def headers_of(client, path, method, **headers):
    """The headers of an answer, which is closed: a static file is an open one."""
    with client.open(path, method=method, headers=headers) as answer:
        return answer.headers


def test_there_are_routes_of_every_kind(app):
    assert {method for method, _ in routes(app)} >= {"GET", "POST", "PATCH", "DELETE", "OPTIONS"}


def test_every_answer_carries_the_headers(app, client):
    missing = {}
    for method, path in routes(app):
        headers = headers_of(client, path, method)
        lacking = [name for name in HEADERS if name not in headers]
        if lacking or "unsafe-inline" in headers["Content-Security-Policy"]:
            missing[method, path] = lacking
    assert missing == {}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("PUT", "/api/v1/read", 405),
        ("POST", "/api/v1/read", 415),
        ("GET", "/fails", 500),
        ("NONSENSE", "/", 405),
    ],
)
def test_every_error_carries_the_headers(client, method, path, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert set(HEADERS) <= set(answer.headers.keys())


def test_a_failure_tells_nobody_its_reason(client, caplog):
    answer = client.get("/fails")
    assert answer.json["error"]["code"] == "internal"
    assert "secret" not in answer.text
    assert "a secret of the inside" in caplog.text


def test_a_person_gets_a_page_and_a_program_gets_json(client):
    person = client.get("/nowhere", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert person.mimetype == "text/html"
    assert client.get("/nowhere").json["error"]["code"] == "not_found"
    assert client.get("/api/v1/nowhere", headers={"Accept": "text/html"}).mimetype == "application/json"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_no_other_site_makes_a_browser_change_anything(app, client, site):
    passed = [
        (method, path)
        for method, path in [*routes(app), ("POST", "/nowhere")]
        if method in UNSAFE
        and client.open(path, method=method, headers={"Sec-Fetch-Site": site}).status_code != 403
    ]
    assert passed == []


def test_an_older_browser_is_known_by_its_origin(client, seven, send):
    assert send(client, seven, Origin="http://localhost").status_code == 200
    foreign = send(client, seven, Origin="http://example.org")
    assert (foreign.status_code, foreign.json["error"]["code"]) == (403, "foreign_origin")
    assert send(client, seven, Origin="null").status_code == 403
    assert send(client, seven, Origin="http://[").status_code == 403


def test_our_own_pages_and_programs_may_change_things(client, seven, send):
    assert send(client, seven, **{"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert send(client, seven).status_code == 200


def test_no_route_lets_other_origins_read_its_answers(app, client):
    allowed = [
        (method, path)
        for method, path in routes(app)
        if "Access-Control-Allow-Origin" in headers_of(client, path, method, Origin="http://example.org")
    ]
    assert allowed == []


@pytest.mark.parametrize(
    "host", ["example.org", "localhost.example.org", "127.0.0.1.example.org", "[::2]:80"]
)
def test_a_foreign_host_name_is_refused_everywhere(app, client, host):
    answers = [client.open(path, method=method, headers={"Host": host}) for method, path in routes(app)]
    assert {answer.status_code for answer in answers} == {400}
    assert all(set(HEADERS) <= set(answer.headers.keys()) for answer in answers)


@pytest.mark.parametrize("accept", ["application/json", "text/html,*/*;q=0.8"])
@pytest.mark.parametrize("host", ["evil.example", "<b>", f"{'a' * 64}.example.org"])
def test_a_browser_with_a_foreign_host_name_is_told_which_and_what_to_do(make_app, host, accept):
    client = make_app(trusted_hosts=(".example.org",), rate_limit="2/minute").test_client()
    answers = [client.get("/", headers={"Host": host, "Accept": accept}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert {answer.mimetype for answer in answers} == {"application/json"}
    assert all(set(HEADERS) <= set(answer.headers.keys()) for answer in answers)
    error = answers[0].json["error"]
    assert error["code"] == "untrusted_host"
    assert host in error["message"]
    assert "--trusted-host" in error["message"]


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000"])
def test_this_machine_is_known_by_its_names(client, host):
    assert client.get("/health/live", headers={"Host": host}).status_code == 200


def test_browsers_are_told_to_insist_on_https_where_there_is_https(make_app, seven, send):
    app = make_app(https=True)
    answer = send(app.test_client(), seven)
    assert answer.headers["Strict-Transport-Security"] == HSTS
    assert answer.headers["Set-Cookie"].startswith("__Host-inkread-visitor=")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_visitor_too_many_requests_is_told_when_to_come_again(make_app):
    client = make_app(rate_limit="3/minute").test_client()
    answers = [client.get("/api/v1/bundles") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json["error"]["code"] == "rate_limited"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 61  # rounded up to whole seconds
    assert set(HEADERS) <= set(answers[-1].headers.keys())
    assert client.get("/health/live").status_code == 200


def test_a_forged_address_does_not_help_against_the_limit(make_app):
    client = make_app(rate_limit="2/minute").test_client()
    answers = [
        client.get("/api/v1/bundles", headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_behind_a_proxy_each_client_has_a_limit_of_its_own(make_app):
    client = make_app(rate_limit="1/minute", proxies=1).test_client()
    first = [client.get("/api/v1/bundles", headers={"X-Forwarded-For": "10.0.0.1"}) for _ in range(2)]
    forged = client.get("/api/v1/bundles", headers={"X-Forwarded-For": "10.9.9.9, 10.0.0.1"})
    other = client.get("/api/v1/bundles", headers={"X-Forwarded-For": "10.0.0.2"})
    assert [answer.status_code for answer in [*first, forged, other]] == [200, 429, 429, 200]


def test_a_proxy_s_visitor_names_neither_host_nor_prefix_by_headers(make_app):
    client = make_app(proxies=1, trusted_hosts=("read.example.org",)).test_client()
    forged = {"Host": "evil.example", "X-Forwarded-Host": "read.example.org"}
    assert client.get("/", headers=forged).status_code == 400
    page = client.get("/", headers={"Host": "read.example.org", "X-Forwarded-Prefix": "/ink"})
    assert page.status_code == 200
    assert "/ink" not in page.text
