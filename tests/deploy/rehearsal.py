"""The script for systemd and EC2's user data, run for real on a Debian: `make torture PART=deploy`.

Not among the tests of every day: it needs root, Linux, and the network, from which it installs the locked
packages. The root folder is this machine's own under a layer that takes every change, and is gone afterwards.
"""

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from inkread.deploy.package import laid_file, lay_out
from inkread.deploy.templates import template
from inkread.history.png import png_of

sys.path.insert(0, str(Path(__file__).parents[1] / "web" / "service"))
PORT = 8765
# What Amazon Linux has and Debian has not; `aws s3 cp` copies from a folder that stands for the bucket.
STAND_INS = {
    "/usr/bin/dnf": "#!/bin/sh\nexit 0\n",
    "/opt/aws/bin/cfn-signal": '#!/bin/sh\necho "$@" >> /root/signals\n',
    "/usr/bin/aws": '#!/bin/sh\nset -e\nfor word in "$@"; do from=$to; to=$word; done\n'
    'cp "$(echo "$from" | sed "s|^s3://|/bucket/|")" "$(echo "$to" | sed "s|^s3://|/bucket/|")"\n',
}


class Machine:
    """A Debian in a folder: every command in it is run by `chroot`, in name spaces of its own."""

    def __init__(self, folder):
        self.folder, self.root = folder, folder / "root"
        for name in ("root", "changes", "work"):
            (folder / name).mkdir()

    def command(self, *words, **variables):
        """Return what runs words inside."""
        layers = f"lowerdir=/,upperdir={self.folder}/changes,workdir={self.folder}/work"
        steps = [
            f"mount -t overlay overlay -o {layers} {self.root}",
            f"mount --rbind /dev {self.root}/dev",
            f"mount -t proc proc {self.root}/proc",
            f"mount -t tmpfs -o mode=1777 tmpfs {self.root}/tmp",
            f"mount -t tmpfs tmpfs {self.root}/run",
            f'exec chroot {self.root} "$@"',
        ]
        environment = [f"{name}={value}" for name, value in variables.items()]
        inside = ["/usr/bin/env", *environment, *words]
        return [
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "sh",
            "-ec",
            "\n".join(steps),
            "sh",
            *inside,
        ]

    def run(self, *words, **variables):
        done = subprocess.run(
            self.command(*words, **variables), capture_output=True, text=True, check=False, env=clean()
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, name, content):
        """Write a file into the folder."""
        path = self.folder / "changes" / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(0o755)

    def read(self, name):
        return (self.folder / "changes" / name.lstrip("/")).read_text()

    @contextlib.contextmanager
    def running(self, *words, port=PORT, **variables):
        """Run a service inside until the block ends; its address, once it is ready."""
        with (self.folder / "log").open("wb") as log:
            service = subprocess.Popen(self.command(*words, **variables), stdout=log, stderr=log, env=clean())
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", self.folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            end(service)

    def serving(self):
        """Run the service as its unit does: as its user, with its settings."""
        unit = self.read("/etc/systemd/system/inkread.service")
        start = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)[1]
        current = "/opt/inkread/current"
        settings = [f"{current}/bin/python", f"{current}/with_settings.py", "/etc/inkread/inkread.env"]
        return self.running(*settings, *as_user("inkread"), "sh", "-c", f"exec {start} --port {PORT}")


def as_user(user):
    """Return the words that run others as a user without any rights."""
    ids = ["--reuid", user, "--regid", user, "--clear-groups"]
    return ["setpriv", *ids, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]


def clean():
    """An environment without this one's Python."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL", "INKREAD"))
    }
    return {**kept, "PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"}


def end(running):
    """Kill what is inside: its first process, with which all others of its name space go."""
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text()
    for number in children.split():
        os.kill(int(number), signal.SIGKILL)
    running.wait(30)


def wait_until_ready(address, log):
    until = time.monotonic() + 120
    while True:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5):
                return
        except OSError:
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)


def ask(address, drawing):
    """Send a picture of a T; return the answer as text."""
    wish = urllib.request.Request(
        f"{address}/api/v1/read?charset=upper", png_of(drawing("T")), {"Content-Type": "image/png"}
    )
    with urllib.request.urlopen(wish, timeout=30) as answer:
        return answer.read().decode()


@pytest.fixture
def machine(tmp_path):
    assert os.geteuid() == 0, "expected root, which mounts and changes roots; run it as root"
    outside = tmp_path / "machine"
    outside.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", outside], check=True)  # a layer over / cannot lie on /
    yield Machine(outside)
    subprocess.run(["umount", "--lazy", outside], check=True)


def unpacked(machine, package, name="/release"):
    with zipfile.ZipFile(io.BytesIO(package.archive)) as archive:
        for part in archive.namelist():
            machine.write(f"{name}/{part}", archive.read(part))


def test_the_script_installs_upgrades_and_goes_back_on_debian(machine, drawing):
    unpacked(machine, lay_out("systemd"))
    history = "/var/lib/inkread/history$$1&2.db"  # a shell would make another name of it
    machine.write("/etc/inkread/inkread.env", f"INKREAD_HISTORY={history}\n")
    said = machine.run("sh", "/release/install.sh")
    assert "MB are left" in said
    with machine.serving() as address:
        assert '"T"' in ask(address, drawing)
    first = (machine.folder / "changes/opt/inkread/current").readlink()
    assert machine.run("/opt/inkread/current/bin/inkread", "clean", "--history", history)

    machine.write("/release/new.txt", "")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    machine.write("/release/SHA256SUMS", machine.read("/release/SHA256SUMS") + f"{empty}  new.txt\n")
    machine.run("sh", "/release/install.sh")
    backups = list((machine.folder / "changes/var/lib/inkread/backups").iterdir())
    assert len(backups) == 1
    with zipfile.ZipFile(backups[0]) as archive:
        assert json.loads(archive.read("backup.json"))["readings"] == 1
    assert (machine.folder / "changes/opt/inkread/current").readlink() != first
    machine.run("sh", "/release/install.sh", "--rollback")
    assert (machine.folder / "changes/opt/inkread/current").readlink() == first


def test_the_units_are_whole_and_walled_in(machine):
    unpacked(machine, lay_out("systemd"))
    machine.write("/opt/inkread/current/bin/inkread", "#!/bin/sh\n")
    units = [f"/release/inkread{part}.service" for part in ("", "-clean", "-backup", "-failed@")]
    machine.run(
        "systemd-analyze", "verify", *units, "/release/inkread-clean.timer", "/release/inkread-backup.timer"
    )
    for unit in units:
        said = machine.run(
            "systemd-analyze", "security", "--offline=true", unit, SYSTEMD_COLORS="0", TERM="dumb"
        )
        found = re.search(r"exposure level for \S+ ([\d.]+)", said)
        assert found, said
        assert float(found[1]) < 2.0


def test_the_user_data_makes_a_service_of_a_fresh_machine(machine, drawing):
    package = lay_out("ec2")
    for name, content in STAND_INS.items():
        machine.write(name, content)
    machine.write("/bucket/ink/releases/one.zip", package.archive)
    script = re.search(r"Fn::Base64: !Sub \|\n(.*?)\n\n  [\w#]", template("ec2"), re.DOTALL)[1]
    values = {
        "AWS::StackName": "inkread",
        "AWS::Region": "us-east-1",
        "Bucket": "ink",
        "Release": "releases/one.zip",
        "ReleaseSha256": package.sha256,
    }
    filled = re.sub(r"\$\{([\w:]+)\}", lambda match: values[match[1]], re.sub(r"(?m)^ {10}", "", script))
    machine.write("/user-data", filled)
    machine.run("/user-data")
    assert machine.read("/root/signals").startswith("--exit-code 0 --stack inkread --resource Instance")
    with machine.serving() as address:
        assert '"T"' in ask(address, drawing)
    assert (
        machine.read("/etc/systemd/system/inkread-report.timer")
        == laid_file("ec2/inkread-report.timer").decode()
    )
    assert "s3://ink/backups/latest.zip" in machine.read(
        "/etc/systemd/system/inkread-backup.service.d/bucket.conf"
    )


def steps(dockerfile, stage):
    """Return the commands that a stage of a Dockerfile runs, and its instructions by name."""
    joined = re.sub(r"\\\n *", "", re.sub(r"(?m)^#.*\n", "", dockerfile))
    lines = re.search(rf"^FROM \S+ AS {stage}\n(.*?)(?=^FROM|\Z)", joined, re.MULTILINE | re.DOTALL)[
        1
    ].splitlines()
    found = [tuple(line.split(" ", 1)) for line in lines if line]
    return [words for name, words in found if name == "RUN"], dict(found)


def test_the_steps_of_the_image_make_a_service_that_writes_nowhere_else(machine, drawing):
    unpacked(machine, lay_out("docker"), "/build")
    machine.run("ln", "-sf", "/usr/bin/python3", "/usr/bin/python")
    dockerfile = machine.read("/build/Dockerfile")
    for stage in ("build", "base"):
        for command in steps(dockerfile, stage)[0]:
            machine.run("bash", "-eo", "pipefail", "-c", f"cd /build; {command}")
    said = steps(dockerfile, "base")[1]
    entry, health = json.loads(said["ENTRYPOINT"]), json.loads(said["HEALTHCHECK"].partition("CMD ")[2])
    words = " ".join([*as_user("10001"), *entry, *json.loads(steps(dockerfile, "service")[1]["CMD"])])
    state = "mount -t tmpfs -o uid=10001,mode=0700 tmpfs /var/lib/inkread"
    script = f"{state}; mount -o remount,ro /; cd /tmp; export PATH=/opt/inkread/bin:$PATH; exec {words}"
    history = {"INKREAD_HISTORY": "/var/lib/inkread/h.db"}
    with machine.running("sh", "-ec", script, port=8080, **history) as address:
        assert '"T"' in ask(address, drawing)
        assert subprocess.run([sys.executable, *health[1:]], check=False).returncode == 0


def test_a_folder_like_lambdas_is_served_from(machine, drawing):
    unpacked(machine, lay_out("systemd"))
    machine.run("sh", "/release/install.sh")
    variables = {"INKREAD_WEB_KEEP": "0", "XDG_DATA_HOME": "/tmp", "HOME": "/tmp"}
    walls = "umount -l /dev/shm 2>/dev/null || true; mount -o remount,ro /; "
    serve = f"exec /opt/inkread/current/bin/inkread serve --port {PORT} --workers=1 --threads=1 --log=json"
    with machine.running("sh", "-c", walls + serve, **variables) as address:
        assert '"T"' in ask(address, drawing)
