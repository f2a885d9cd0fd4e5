"""Downloads go on after a cut, end checked or not at all, and never step down to plain HTTP."""

import hashlib
import urllib.request
from email.message import Message

import pytest

from inkread.datasets.fetch.download import Wanted, _NeverToPlainHttp, download
from inkread.errors import DataError

CONTENT = bytes(range(256)) * 400


def right(path):
    if hashlib.sha256(path.read_bytes()).digest() != hashlib.sha256(CONTENT).digest():
        raise DataError("expected another SHA-256")


@pytest.fixture
def wanted(server):
    server.files["/set.gz"] = CONTENT
    return Wanted([f"{server.address}/set.gz"], len(CONTENT), right)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "sets" / "set.gz"


def only(target):
    return [path.name for path in target.parent.iterdir()] == [target.name] and target.read_bytes() == CONTENT


def test_a_file_arrives_whole_with_its_progress_told(wanted, target):
    steps = []
    download(wanted, target, progress=lambda name, done, total: steps.append((name, done, total)))
    assert only(target)
    assert steps[-1] == ("set.gz", len(CONTENT), len(CONTENT))


def test_a_cut_connection_is_gone_on_from_where_it_was_cut(server, wanted, target):
    server.cuts[:] = [1000, 5000]
    download(wanted, target)
    assert only(target)
    assert server.ranges_asked == [None, "bytes=1000-", "bytes=6000-"]


def test_a_part_of_an_earlier_run_is_gone_on_from(server, wanted, target):
    target.parent.mkdir()
    target.with_name("set.gz.part").write_bytes(CONTENT[:777])
    download(wanted, target)
    assert only(target)
    assert server.ranges_asked == ["bytes=777-"]


def test_a_part_that_was_already_whole_is_taken(server, wanted, target):
    target.parent.mkdir()
    target.with_name("set.gz.part").write_bytes(CONTENT)
    download(wanted, target)
    assert only(target)


@pytest.mark.parametrize("stale", [b"other" * 100, b"x" * (len(CONTENT) + 5)])
def test_a_part_of_another_file_is_started_anew(wanted, target, stale):
    target.parent.mkdir()
    target.with_name("set.gz.part").write_bytes(stale)
    download(wanted, target)
    assert only(target)


def test_a_server_that_ignores_the_range_starts_anew(server, wanted, target):
    server.knows_ranges = False
    server.cuts[:] = [1000]
    download(wanted, target)
    assert only(target)


def test_connections_cut_again_and_again_leave_the_part_for_a_later_run(server, wanted, target):
    server.cuts[:] = [1000] * 4
    with pytest.raises(DataError, match=r"the connection fails \(cut after 4,000 of 102,400 bytes\)"):
        download(wanted, target)
    assert not target.exists()
    assert target.with_name("set.gz.part").read_bytes() == CONTENT[:4000]
    download(wanted, target)
    assert only(target)


def test_a_file_with_a_wrong_hash_is_not_kept(server, wanted, target):
    server.files["/set.gz"] = CONTENT[::-1]
    with pytest.raises(DataError, match=r"no right file \(http.*/set.gz: expected another SHA-256\)"):
        download(wanted, target)
    assert list(target.parent.iterdir()) == []


def test_a_longer_file_than_wanted_is_stopped(server, wanted, target):
    server.files["/set.gz"] = CONTENT * 10
    with pytest.raises(DataError, match="expected at most 102,400 bytes, got more"):
        download(wanted, target)
    assert not target.exists()


def test_a_missing_file_is_not_asked_for_again(server, wanted, target):
    server.files.clear()
    with pytest.raises(DataError, match=r"the server answers 404 Not Found.*name it with --from"):
        download(wanted, target)
    assert len(server.ranges_asked) == 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_asked_again(server, wanted, target, status):
    server.statuses[:] = [status, status]
    download(wanted, target)
    assert only(target)


def test_the_next_address_is_tried(server, wanted, target):
    server.files["/mirror.gz"] = CONTENT
    download(Wanted([f"{server.address}/no.gz", f"{server.address}/mirror.gz"], len(CONTENT), right), target)
    assert only(target)


def test_a_server_that_is_not_there_is_told(target):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inkread.datasets.fetch.download.PAUSES", ())
        with pytest.raises(DataError, match="the connection fails"):
            download(Wanted(["http://127.0.0.1:1/x"], 10, right), target)


def test_redirects_are_followed(server, wanted, target):
    server.redirects["/old.gz"] = f"{server.address}/set.gz"
    download(Wanted([f"{server.address}/old.gz"], len(CONTENT), right), target)
    assert only(target)


@pytest.mark.parametrize("new", ["http://example.org/x", "ftp://example.org/x", "file:///etc/hosts"])
def test_https_is_never_left_for_something_less(new):
    request = urllib.request.Request("https://example.org/x")
    with pytest.raises(DataError, match="expected a redirect to https, got "):
        _NeverToPlainHttp().redirect_request(request, None, 302, "Found", Message(), new)


def test_https_may_lead_to_https():
    request = urllib.request.Request("https://example.org/x")
    led = _NeverToPlainHttp().redirect_request(
        request, None, 302, "Found", Message(), "https://example.org/y"
    )
    assert led.full_url == "https://example.org/y"
