"""Tells CloudWatch how this instance does: whether it reads and keeps, its disk, its backups."""

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from ask_health import trouble  # type: ignore[import-not-found] # lies beside it where it runs

NAMESPACE = "inkread"
METADATA = "169.254.169.254/latest"
BACKUPS = Path("/var/lib/inkread/backups")
MADE_WITH_THE_MACHINE = Path("/etc/machine-id")


def figures() -> dict[str, float]:
    """Return what is told, by name."""
    disk = shutil.disk_usage("/")
    found = {
        "Ready": float(trouble("ready") is None),
        "Keeps": float(trouble("history") is None),
        "DiskUsedPercent": 100.0 * disk.used / (disk.used + disk.free),
        "BackupAgeHours": backup_age(BACKUPS) / 3600.0,
    }
    failed = failed_units()
    return found if failed is None else {**found, "FailedUnits": failed}


def backup_age(folder: Path) -> float:
    """Return the seconds since the last backup was made; without one, since the machine was."""
    made = [path.stat().st_mtime for path in folder.glob("history-*.zip")]
    return time.time() - max(made, default=MADE_WITH_THE_MACHINE.stat().st_mtime)


def failed_units() -> float | None:
    """Return how many of our units failed when they ran last, or None where systemd does not tell."""
    command = ["systemctl", "list-units", "--failed", "--plain", "--no-legend", "inkread*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return None if done.returncode else float(len(done.stdout.splitlines()))


def metadata() -> tuple[str, str]:
    """Return the number of this instance and its region."""
    token = _told("api/token", "PUT", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    bearing = {"X-aws-ec2-metadata-token": token}
    names = ("meta-data/instance-id", "meta-data/placement/region")
    instance, region = (_told(name, "GET", bearing) for name in names)
    return instance, region


def main() -> None:
    """Tell it once."""
    instance, region = metadata()
    dimensions = [{"Name": "InstanceId", "Value": instance}]
    data = [
        {"MetricName": name, "Value": value, "Dimensions": dimensions} for name, value in figures().items()
    ]
    told = ["--region", region, "--namespace", NAMESPACE, "--metric-data", json.dumps(data)]
    sys.exit(subprocess.run(["aws", "cloudwatch", "put-metric-data", *told], check=False).returncode)


def _told(name: str, method: str, headers: dict[str, str]) -> str:
    """Return what the instance's metadata say."""
    wish = urllib.request.Request(f"http://{METADATA}/{name}", method=method, headers=headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(wish, timeout=5) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    main()
