"""A bucket is read as a folder is, and one that is not there is said in a line."""

import pytest


@pytest.fixture
def bucket(aws, png):
    """A bucket of three images below `scans/`, one of them damaged; its address."""
    import boto3

    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="paper")
    contents = {
        "scans/a/2.png": png(2),
        "scans/1.png": png(1),
        "scans/broken.png": b"no image",
        "other.png": b"",
    }
    for name, content in contents.items():
        s3.put_object(Bucket="paper", Key=name, Body=content)
    s3.put_object(Bucket="paper", Key="scans/list.csv", Body=b"path\n1.png\ngone.png\n")
    return "s3://paper/scans"


def test_a_bucket_is_read_as_a_folder_is(batch, bucket, tmp_path):
    found = batch.finish(bucket, tmp_path / "out.csv", "--workers", 1)
    assert (found["images"], found["reasons"]) == (3, {"not_an_image": 1})
    rows = (tmp_path / "out.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[:2] for row in rows] == [["1.png", "7"], ["a/2.png", "L"]]


def test_a_table_in_a_bucket_names_images_beside_it(batch, bucket, tmp_path):
    found = batch.finish(f"{bucket}/list.csv", tmp_path / "out.csv", "--workers", 1)
    assert (found["read"], found["reasons"]) == (1, {"unreadable": 1})


def test_a_bucket_that_is_not_there_is_said_in_one_line(batch, aws, tmp_path):
    process = batch.start("s3://nowhere/scans", tmp_path / "out.csv")
    _, complaint = process.communicate(timeout=300)
    assert process.returncode == 1
    assert complaint.startswith("inkread: s3://nowhere/scans: expected to read it, got ")
    assert complaint.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
