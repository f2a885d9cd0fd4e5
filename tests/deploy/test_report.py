"""An instance tells how it does: in figures that the template's alarms know by name."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file, files

import pytest

from inkread.deploy.package import laid_file
from inkread.deploy.templates import template

TOKEN = "a-token"


@pytest.fixture
def report(monkeypatch, tmp_path):
    """The script, as a module; systemd says nothing, and what the `aws` command is told is written down."""
    with as_file(files("inkread.deploy") / "files") as folder, monkeypatch.context() as patch:
        patch.syspath_prepend(str(folder))
        import report

        monkeypatch.setattr(report, "BACKUPS", tmp_path / "backups")
        (tmp_path / "backups").mkdir()
        (tmp_path / "machine-id").touch()  # which other systems have not
        monkeypatch.setattr(report, "MADE_WITH_THE_MACHINE", tmp_path / "machine-id")
        yield report
        del sys.modules["report"], sys.modules["ask_health"]


class Metadata(BaseHTTPRequestHandler):
    """Answers as an instance's metadata do, for a token alone."""

    def do_PUT(self):
        assert self.headers["X-aws-ec2-metadata-token-ttl-seconds"]
        self.say(TOKEN)

    def do_GET(self):
        assert self.headers["X-aws-ec2-metadata-token"] == TOKEN
        self.say({"instance-id": "i-1", "region": "us-east-1"}[self.path.rpartition("/")[2]])

    def say(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_said):
        """Say nothing."""


@pytest.fixture
def metadata(report, monkeypatch):
    """An instance's metadata."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Metadata)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setattr(report, "METADATA", f"127.0.0.1:{server.server_address[1]}/latest")
    yield
    server.shutdown()
    server.server_close()


def test_every_alarm_on_our_own_figures_watches_one_that_is_told(report, monkeypatch):
    monkeypatch.setattr(report, "trouble", lambda _check: None)
    monkeypatch.setattr(report, "failed_units", lambda: 0.0)
    told = report.figures()
    watched = re.findall(r"Namespace: inkread\n +MetricName: (\w+)", template("ec2"))
    assert sorted(watched) == sorted(told)
    assert report.NAMESPACE == "inkread"
    assert (told["Ready"], told["Keeps"], 0 < told["DiskUsedPercent"] <= 100) == (1.0, 1.0, True)


def test_a_service_that_does_not_answer_is_told_as_down(report, monkeypatch):
    monkeypatch.setenv("INKREAD_SERVE", "--port 1")
    told = report.figures()
    assert (told["Ready"], told["Keeps"]) == (0.0, 0.0)


def test_the_age_is_that_of_the_newest_backup_and_without_one_of_the_machine(report, tmp_path):
    machine = report.MADE_WITH_THE_MACHINE
    for path, hours in (
        (machine, 50),
        (tmp_path / "backups" / "before-1.zip", 0),
        (tmp_path / "backups" / "history-1.zip", 30),
        (tmp_path / "backups" / "history-2.zip", 4),
    ):
        path.touch()
        os.utime(path, (time.time() - hours * 3600,) * 2)
    folder = tmp_path / "backups"
    assert report.backup_age(folder) == pytest.approx(4 * 3600, abs=60)
    shutil.rmtree(folder)
    assert report.backup_age(folder) == pytest.approx(50 * 3600, abs=60)


def test_it_is_told_to_cloudwatch_for_this_instance(report, metadata, monkeypatch):
    monkeypatch.setattr(report, "figures", lambda: {"Ready": 1.0})
    asked = []
    monkeypatch.setattr(
        report.subprocess,
        "run",
        lambda words, **_: asked.append(words) or subprocess.CompletedProcess(words, 0),
    )
    with pytest.raises(SystemExit) as leaving:
        report.main()
    [words] = asked
    assert (leaving.value.code, words[:3]) == (0, ["aws", "cloudwatch", "put-metric-data"])
    given = dict(zip(words[3::2], words[4::2], strict=True))
    [figure] = json.loads(given.pop("--metric-data"))
    assert given == {"--region": "us-east-1", "--namespace": "inkread"}
    assert figure == {
        "MetricName": "Ready",
        "Value": 1.0,
        "Dimensions": [{"Name": "InstanceId", "Value": "i-1"}],
    }


def test_the_instance_may_tell_that_and_nothing_else():
    [line] = [line for line in template("ec2").splitlines() if "PutMetricData" in line]
    assert '{StringEquals: {"cloudwatch:namespace": inkread}}' in line


def test_it_is_told_by_a_timer_as_the_service_s_user():
    unit = laid_file("ec2/inkread-report.service").decode()
    assert "ExecStart=/opt/inkread/current/bin/python /opt/inkread/current/report.py" in unit
    assert "\nUser=inkread\n" in unit
    assert "OnUnitActiveSec=5min" in laid_file("ec2/inkread-report.timer").decode()
