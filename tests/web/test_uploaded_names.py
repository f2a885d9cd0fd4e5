"""Whatever a client calls its file, nothing is made outside the service's folder, and no two collide."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inkread.client.body import body_of
from inkread.web.uploads import LONGEST_NAME, harmless_name

FILES = 25  # of a request
KEPT_EXAMPLES = 4  # each reading is flushed to the disk, which takes its time
EXAMPLES = 40  # of 25 names: 1,000
QUICK = {"phases": [Phase.generate], "suppress_health_check": list(HealthCheck)}
NASTY = ["../../evil.png", "..\\evil.png", "/etc/passwd", "C:\\evil", "CON.png", "nul", ".", "..", "a\0b"]
NASTY += ["x" * 5000, "文件.png", "αβγ.png", "a\r\nX-Evil: 1", "<script>", "=1+1", "\u202egnp.exe", "'; --"]
names = st.one_of(st.text(max_size=300), st.sampled_from(NASTY))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the service's folder in it, so that a step outside would show."""
    return tmp_path_factory.mktemp("around")


@pytest.fixture(scope="module")
def app(make_app, place):
    return make_app(history=str(place / "service" / "history.db"))


def send_all(client, many, pixels, query=""):
    """Send the same picture under many names, and return the readings."""
    body, kind = body_of([pixels])
    head, rest = body.split(b'filename="array"')
    boundary = b"--" + kind.split("boundary=")[1].encode()
    part = rest.split(boundary)[0]
    parts = b"".join(head + b'filename="' + quoted(name) + b'"' + part for name in many)
    answer = client.post(f"/api/v1/read{query}", data=parts + boundary + b"--\r\n", content_type=kind)
    assert answer.status_code == 200
    return answer.json["readings"]


@settings(max_examples=KEPT_EXAMPLES, **QUICK)
@given(many=st.lists(names, min_size=FILES, max_size=FILES))
def test_what_is_kept_has_a_name_of_its_own_whatever_it_was_called(app, place, many, pixels):
    client = app.test_client()
    ids = [reading["id"] for reading in send_all(client, many, pixels)]
    assert len(set(ids)) == FILES
    assert set(ids) <= {path.stem for path in place.rglob("*.png")}
    assert [path.name for path in place.iterdir()] == ["service"]
    assert client.delete("/api/v1/history", json={"ids": ids}).json["deleted"] == FILES


@settings(max_examples=EXAMPLES, **QUICK)
@given(many=st.lists(names, min_size=FILES, max_size=FILES))
def test_no_name_reaches_the_disk(app, place, many, pixels):
    before = sorted(place.rglob("*"))
    readings = send_all(app.test_client(), many, pixels, "?keep=0")
    assert all(reading["text"] for reading in readings)
    assert sorted(place.rglob("*")) == before


def quoted(name):
    """A name as a browser writes it into a form."""
    whole = f"{name}x" if name.endswith("\\") else name  # the header would not end with the name
    escaped = whole.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.encode("utf-8", "replace")


@given(name=st.one_of(st.none(), names, st.text(st.characters(), max_size=400)))
def test_a_name_that_is_shown_is_short_and_holds_no_controls(name):
    shown = harmless_name(name)
    assert 1 <= len(shown) <= LONGEST_NAME
    assert not any(ord(character) < 32 or character in "/\\\x7f" for character in shown)
    assert shown.encode("utf-8")


@pytest.fixture(scope="session")
def pixels(drawing):
    return drawing("7")[::4, ::4]
