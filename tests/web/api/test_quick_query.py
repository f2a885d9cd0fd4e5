"""A query is checked once; what is asked again is answered alike, and what is wrong is refused each time."""

from inkread.web.api import quick_query


def ask(client, seven, send, query):
    """The status, and the candidates or the code of the refusal."""
    answer = send(client, seven, f"/api/v1/read?{query}")
    if answer.status_code != 200:
        return answer.status_code, answer.json["error"]["code"]
    return 200, len(answer.json["readings"][0]["candidates"])


def test_the_same_query_is_answered_alike_and_another_by_itself(client, seven, send):
    for _ in range(2):
        assert ask(client, seven, send, "keep=0&top_k=2") == (200, 2)
        assert ask(client, seven, send, "keep=0&top_k=3") == (200, 3)


def test_what_is_wrong_is_refused_each_time(client, seven, send):
    for query in ("keep=perhaps", "top_k=0", "what=1"):
        assert [ask(client, seven, send, query) for _ in range(2)] == [(422, "bad_field")] * 2


def test_of_many_and_of_long_queries_only_some_are_kept(client, seven, send, monkeypatch):
    monkeypatch.setattr(quick_query, "MOST_KEPT", 3)
    monkeypatch.setattr(quick_query, "_checked", {})
    for number in range(1, 6):
        assert ask(client, seven, send, f"keep=0&top_k={number}") == (200, number)
    ask(client, seven, send, "keep=0&charset=" + "digits" * 40)
    assert len(quick_query._checked) == 2
