"""A service whose images go to a bucket keeps them there, and answers where the bucket is gone."""

import boto3
import pytest


@pytest.fixture
def service(aws, make_app, tmp_path):
    """A visitor of an application whose images go to a bucket, and the bucket's client."""
    bucket = boto3.client("s3")
    bucket.create_bucket(Bucket="scans")
    app = make_app(images="s3://scans/ink", history=str(tmp_path / "history.db"))
    yield app.test_client(), bucket
    app.extensions["inkread-close"]()
    bucket.close()


def keys(bucket):
    return [found["Key"] for found in bucket.list_objects_v2(Bucket="scans").get("Contents", [])]


def test_an_image_is_kept_in_the_bucket_and_shown_from_there(service, send, seven):
    client, bucket = service
    [reading] = send(client, seven).json["readings"]
    assert f"ink/{reading['id'][:2]}/{reading['id']}.png" in keys(bucket)
    assert client.get(reading["image"]).data.startswith(b"\x89PNG")


def test_without_its_bucket_a_reading_is_answered_and_says_that_it_is_not_kept(
    service, send, seven, caplog, monkeypatch
):
    monkeypatch.setattr("inkread.web.history_trouble._logged", {})
    monkeypatch.setattr(
        "inkread.web.outage.LONG_SECONDS", 300.0
    )  # the library alone may take seconds to load
    client, bucket = service
    for key in keys(bucket):
        bucket.delete_object(Bucket="scans", Key=key)
    bucket.delete_bucket(Bucket="scans")
    [reading] = send(client, seven).json["readings"]
    assert (reading["text"], reading["id"], reading["not_kept"]["code"]) == ("7", None, "unreachable")
    told = client.get("/health/history")
    assert (told.status_code, "s3://" in told.text, "NoSuchBucket" in caplog.text) == (503, False, True)
    assert client.get("/health/ready").status_code == 200
    client.application.extensions["inkread-warm"]()  # as at a start: it does without
    bucket.create_bucket(Bucket="scans")
    assert send(client, seven).json["readings"][0]["not_kept"] is None
