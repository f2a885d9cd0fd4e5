"""Images in object storage: kept, found, swept up; what fails there is told and loses nothing."""

import os
import socket
from datetime import timedelta

import boto3
import pytest

from inkread.errors import HistoryError
from inkread.history import Policy, Query, Store, clean, history_place
from inkread.history.bucket import BucketPictures
from inkread.history.bucket_address import bucket_address, images_place

IMAGES = "s3://scans/ink"


@pytest.fixture
def bucket(aws):
    """A client of an S3 that has the bucket `scans`."""
    client = boto3.client("s3")
    client.create_bucket(Bucket="scans")
    yield client
    client.close()


@pytest.fixture
def bucket_store(tmp_path, clock):
    """A store whose images go to the bucket, whether it is there or not."""
    opened = Store.open(tmp_path / "history.db", images=IMAGES, clock=clock)
    yield opened
    opened.close()


MARK = "ink/history.id"  # whose images these are


def keys(client):
    """Return the keys of all objects but the mark."""
    found = [one["Key"] for one in client.list_objects_v2(Bucket="scans").get("Contents", [])]
    return [key for key in found if key != MARK]


def failure(call):
    with pytest.raises(HistoryError, match=r"s3://scans/ink: expected .+, got .+; ") as caught:
        call()
    return caught.value


def swept(store, **policy):
    told = []
    policy.setdefault("stray_age", timedelta(0))
    clean(store, Policy(**policy), now=store._now(), tell=told.append)
    return [(going.id, going.reason) for going in told]


def test_an_image_is_kept_read_and_deleted(bucket, bucket_store, keep, image):
    kept = keep(bucket_store, image=image)
    assert keys(bucket) == [f"ink/{kept.id[:2]}/{kept.id}.png"]
    assert bucket_store.image(kept.id, owner="ann") == image
    bucket_store.delete([kept.id], owner="ann")
    assert keys(bucket) == []


def test_after_a_fork_a_child_has_a_connection_of_its_own(bucket, bucket_store, keep, image):
    kept = keep(bucket_store, image=image)
    assert bucket_store.image(kept.id, owner="ann") == image
    child = os.fork()
    if child == 0:
        os._exit(bucket_store.image(kept.id, owner="ann") != image)
    assert os.waitpid(child, 0)[1] == 0


def test_a_clean_up_takes_old_images_strays_and_the_word_of_lost_ones(
    bucket, bucket_store, keep, image, clock
):
    old = keep(bucket_store, image=image)
    clock.pass_(days=8)
    lost, whole = keep(bucket_store, image=image), keep(bucket_store, image=image)
    bucket.delete_object(Bucket="scans", Key=bucket_store.pictures.key(lost.id))
    stray = f"{'ab' * 16}.png"
    for name in (f"ink/ab/{stray}", "ink/ab/holiday.png", "ink/notes.txt"):
        bucket.put_object(Bucket="scans", Key=name, Body=b"x")
    assert swept(bucket_store, older_than=timedelta(days=7)) == [
        (old.id, "age"),
        (f"ab/{stray}", "stray"),
        (lost.id, "lost"),
    ]
    mine = f"ink/{whole.id[:2]}/{whole.id}.png"
    assert sorted(keys(bucket)) == sorted(["ink/ab/holiday.png", "ink/notes.txt", mine])
    assert [entry.has_image for entry in bucket_store.find(Query(None)).entries] == [True, False, False]


def test_a_young_stray_may_have_its_entry_on_the_way(bucket, bucket_store, keep, image):
    keep(bucket_store, image=image)
    bucket_store.pictures.write("ab" * 16, b"x")
    assert swept(bucket_store, stray_age=timedelta(hours=1)) == []


def test_a_list_of_many_pages_is_read_whole(bucket, bucket_store, monkeypatch):
    monkeypatch.setattr("inkread.history.bucket.PAGE", 2)
    ids = [f"{number:x}{'0' * 31}" for number in range(1, 9)]
    for entry_id in ids[1:]:
        bucket_store.pictures.write(entry_id, b"x")
    assert [file.id for page in bucket_store.pictures.files() for file in page] == ids[1:]
    asked = [ids[:3], [*ids[3:], "f" * 32]]
    assert list(bucket_store.pictures.missing(asked)) == [ids[0], "f" * 32]


def test_a_bucket_that_is_not_there_is_told_and_no_entry_says_it_lost_its_image(
    bucket, bucket_store, keep, image
):
    kept = keep(bucket_store, image=image)
    for key in (bucket_store.pictures.key(kept.id), MARK):
        bucket.delete_object(Bucket="scans", Key=key)
    bucket.delete_bucket(Bucket="scans")
    for call in (
        lambda: keep(bucket_store, image=image),
        lambda: bucket_store.image(kept.id, owner="ann"),
        lambda: swept(bucket_store),
        bucket_store.check_writable,
    ):
        error = failure(call)
        assert (error.code, "NoSuchBucket" in str(error)) == ("unreachable", True)
    assert [(entry.id, entry.has_image) for entry in bucket_store.find(Query("ann")).entries] == [
        (kept.id, True)
    ]


def test_without_credentials_it_is_told_what_to_set(aws, bucket_store, keep, image, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    error = failure(lambda: keep(bucket_store, image=image))
    assert (error.code, "set AWS_ACCESS_KEY_ID" in str(error)) == ("unreachable", True)
    assert bucket_store.find(Query(None)).total == 0


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "refusing"])
def test_a_network_that_does_not_answer_is_told_in_time(aws, bucket_store, keep, image, silent, monkeypatch):
    monkeypatch.setattr("inkread.history.bucket.CALL_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        if not silent:
            server.close()
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        assert failure(lambda: keep(bucket_store, image=image)).code == "unreachable"
    assert bucket_store.find(Query(None)).total == 0


def test_the_probe_of_a_bucket_is_written_once_in_a_while(bucket, bucket_store):
    bucket_store.check_writable()
    assert keys(bucket) == ["ink/.probe"]
    bucket.delete_object(Bucket="scans", Key="ink/.probe")
    bucket_store.check_writable()
    assert keys(bucket) == []
    assert swept(bucket_store) == []


def test_without_its_package_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(HistoryError, match=r"pip install 'inkread\[s3\]'"):
        BucketPictures(IMAGES).read("ab" * 16)


@pytest.mark.parametrize("address", ["s3://", "s3://A", "s3://ann:secret@scans/x", "s3://scans/x?y=1"])
def test_an_address_of_no_bucket_is_refused_before_anything_is_made(address, tmp_path):
    with pytest.raises(HistoryError, match="expected the address of images as s3://bucket/prefix"):
        Store.open(tmp_path / "history.db", images=address)
    assert list(tmp_path.iterdir()) == []


def test_a_place_names_a_bucket_and_a_folder_for_the_rest():
    place = history_place("postgresql://host/ink", environment={"INKREAD_HISTORY_IMAGES": IMAGES})
    assert place.images == IMAGES
    assert place.folder.name == "inkread"
    assert images_place(IMAGES) == IMAGES
    assert bucket_address("s3://scans") == ("s3://scans", "scans", "")
