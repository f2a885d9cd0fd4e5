"""What was kept is found, corrected, exported and deleted by whose it is, and by nobody else."""

import csv
import io
import json
import zipfile

import pytest

KEY, OTHER_KEY = "the first key of this test", "the second key of this test"


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(api_keys=(KEY, OTHER_KEY))


@pytest.fixture
def reading(client, seven, send):
    """A reading that `client` keeps."""
    return send(client, seven).json["readings"][0]


def test_a_visitor_lists_the_own_readings_a_page_at_a_time(client, seven, send):
    kept = [send(client, seven).json["readings"][0]["id"] for _ in range(3)]
    first = client.get("/api/v1/history?limit=2&order=oldest").json
    second = client.get(f"/api/v1/history?limit=2&order=oldest&after={first['next']}").json
    assert [entry["id"] for entry in first["entries"] + second["entries"]] == kept
    assert first["total"] == 3
    assert second["next"] is None


def test_an_entry_tells_its_pictures_and_not_its_owner(client, reading):
    entry = client.get(f"/api/v1/history/{reading['id']}").json
    assert client.get(entry["image"]).mimetype == "image/png"
    assert client.get(entry["glyph"]).mimetype == "image/png"
    assert "owner" not in entry
    assert entry["strokes"] is None


def test_a_picture_that_a_browser_has_is_not_sent_again(client, reading):
    first = client.get(reading["image"])
    again = client.get(reading["image"], headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_correction_is_kept_found_and_taken_back(client, reading):
    path = f"/api/v1/history/{reading['id']}"
    assert client.patch(path, json={"correction": "1"}).json["correction"] == "1"
    assert client.get("/api/v1/history?corrected=1&text=1").json["total"] == 1
    assert client.patch(path, json={"correction": None}).json["correction"] is None
    assert client.get("/api/v1/history?corrected=true").json["total"] == 0


def test_words_are_corrected_by_long_lines_and_found_by_them(client, seven, send):
    said = "the quick brown fox jumps over the lazy dog\nand then over all the other ones, one by one"
    (page,) = send(client, seven, "/api/v1/words").json["readings"]
    corrected = client.patch(f"/api/v1/history/{page['id']}", json={"correction": said})
    assert (corrected.status_code, corrected.json.get("correction")) == (200, said)
    found = client.get("/api/v1/history", query_string={"text": said})
    assert (found.status_code, found.json.get("total")) == (200, 1)


def test_a_character_is_not_corrected_by_a_line(client, reading):
    answer = client.patch(f"/api/v1/history/{reading['id']}", json={"correction": "7" * 101})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "bad_correction")
    longer = client.patch(f"/api/v1/history/{reading['id']}", json={"correction": "7" * 4001})
    assert (longer.status_code, longer.json["error"]["code"]) == (422, "bad_field")


def test_what_is_deleted_is_gone_with_its_image(client, reading):
    path = f"/api/v1/history/{reading['id']}"
    assert client.delete(path).json == {"deleted": 1}
    assert [client.get(gone).status_code for gone in (path, reading["image"])] == [404, 404]
    assert client.delete(path).status_code == 404


def test_a_history_is_exported_as_a_table_as_json_and_as_images_to_train_on(client, reading):
    client.patch(f"/api/v1/history/{reading['id']}", json={"correction": "7"})
    table = client.get("/api/v1/history/export?format=csv")
    assert [row["correction"] for row in csv.DictReader(io.StringIO(table.text))] == ["7"]
    assert json.loads(client.get("/api/v1/history/export?format=json").data)[0]["id"] == reading["id"]
    images = client.get("/api/v1/history/export?format=zip")
    with zipfile.ZipFile(io.BytesIO(images.data)) as archive:
        assert len(archive.namelist()) == 1
    assert images.headers["Content-Disposition"] == 'attachment; filename="inkread-history.zip"'


def test_a_zip_without_an_image_is_refused_and_so_are_filters_that_contradict_it(client, reading):
    empty = client.get("/api/v1/history/export?format=zip&search=nowhere")
    assert (empty.status_code, empty.json["error"]["code"]) == (404, "not_found")
    for contradiction in ("corrected=false", "order=unsure"):
        refused = client.get(f"/api/v1/history/export?format=zip&{contradiction}")
        assert (refused.status_code, refused.json["error"]["code"]) == (422, "bad_query")
        assert client.get(f"{refused.request.full_path}&unchecked=1").status_code == 200


def test_a_file_s_name_is_no_formula_in_an_exported_table(client, seven):
    data = {"image": [(io.BytesIO(seven), "=HYPERLINK(1).png")]}
    client.post("/api/v1/read", data=data)
    (row,) = csv.DictReader(io.StringIO(client.get("/api/v1/history/export").text))
    assert row["source"] == "'=HYPERLINK(1).png"


ACTS = {
    "get": lambda other, path: other.get(path),
    "image": lambda other, path: other.get(f"{path}/image"),
    "glyph": lambda other, path: other.get(f"{path}/glyph"),
    "correct": lambda other, path: other.patch(path, json={"correction": "X"}),
    "delete": lambda other, path: other.delete(path),
}


@pytest.fixture(params=["a new visitor", "a visitor", "a key"])
def other(request, app, seven, send):
    """Someone else."""
    client = app.test_client()
    if request.param == "a visitor":
        send(client, seven)
    elif request.param == "a key":
        client.environ_base["HTTP_X_API_KEY"] = KEY
    return client


@pytest.mark.parametrize("act", ACTS)
def test_nobody_sees_or_changes_another_s_reading(client, other, reading, act):
    assert ACTS[act](other, f"/api/v1/history/{reading['id']}").status_code == 404
    assert reading["id"] not in other.get("/api/v1/history").text
    assert reading["id"] not in other.get("/api/v1/history/export").text
    assert other.delete("/api/v1/history", json={"ids": [reading["id"]]}).json == {"deleted": 0}
    assert client.get(f"/api/v1/history/{reading['id']}").json["correction"] is None


def test_two_keys_are_two_owners(app, seven, send):
    first, second = app.test_client(), app.test_client()
    send(first, seven, **{"X-API-Key": KEY})
    assert first.get("/api/v1/history", headers={"X-API-Key": KEY}).json["total"] >= 1
    assert second.get("/api/v1/history", headers={"X-API-Key": OTHER_KEY}).json["total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        *("since=2026-01-01T00:00:00", "since=9999-12-31T23:59:59-14:00", "until=-1e999", "after=nonsense"),
        *("order=best", "limit=0", "limit=1001", "below=2", "search=%00", "door=back", "owner=x"),
    ],
)
def test_a_query_that_fits_nothing_is_refused(client, query):
    answer = client.get(f"/api/v1/history?{query}")
    assert answer.status_code in (400, 422)
    assert answer.json["error"]["message"].startswith("expected")


@pytest.mark.parametrize("path", ["/api/v1/read", "/api/v1/explain?keep=1"])
def test_a_reading_that_a_full_disk_cannot_keep_is_answered_and_says_so(
    app, client, seven, send, monkeypatch, path
):
    from inkread.errors import HistoryError
    from inkread.web.history_trouble import SENTENCES

    def full(*_arguments, **_named):
        raise HistoryError("expected room on the disk, got none; make some", code="full")

    monkeypatch.setattr(app.extensions["inkread"].history.store(), "add", full)
    answer = send(client, seven, path)
    said = answer.json.get("reading") or answer.json["readings"][0]
    assert (answer.status_code, said["text"], said["id"], said["image"]) == (200, "7", None, None)
    assert said["not_kept"] == {"code": "full", "message": SENTENCES["full"]}
    assert 'inkread_not_kept_total{code="full"}' in client.get("/metrics").text


def test_a_reading_that_is_kept_has_nothing_to_say_about_it(client, seven, send):
    assert send(client, seven).json["readings"][0]["not_kept"] is None
