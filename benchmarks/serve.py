"""Times `inkread serve` against the usual app (Flask, `model.predict`), same server and load, in turns.

    python benchmarks/serve.py [--seconds 10] [--rounds 3] [--clients 16] [--workers 2] [--json]

Goal: at least 30 times as many requests a second, p99 at most 5 times p50. The rival's network is the
recipe that ships, untrained. `keep=0` is like for like, for the rival keeps nothing; a kept reading is on the
disk before its answer.

Who is not measured is stopped, all its processes: an idle TensorFlow still takes processor time, and slowed
the other by two fifths. Before its turn each goes on, and answers some requests that do not count.
"""

import argparse
import contextlib
import io
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from closed_loop import closed_loop
from cold_start import _picture, machine

RECIPE = "compact"
CLASSES = 62
THREADS = 8
PORTS = {"usual": 8941, "inkread": 8942}
WARM_UP = 30  # requests before each turn, each on a connection of its own
MOST_SECONDS = 20  # of a turn: gunicorn's master kills workers that were stopped for longer than 30
SLOW_START = 300  # seconds that TensorFlow may take to be imported on a busy machine
READ = "from inkread.cli.main import run; run()"


def main():
    """Print one row a rival."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as services:
        folder = Path(name)
        image = _picture(folder / "seven.png").read_bytes()
        usual, inkread = (
            services.enter_context(_running(*start(folder, arguments.workers)))
            for start in (_start_usual, _start_inkread)
        )
        rivals = {
            "Flask, model.predict": (usual, PORTS["usual"], _upload("/predict", image)),
            "inkread serve, keep=0": (inkread, PORTS["inkread"], _upload("/api/v1/read?keep=0", image)),
            "inkread serve, kept": (inkread, PORTS["inkread"], _upload("/api/v1/read", image)),
        }
        asked = {name: getattr(arguments, name) for name in ("workers", "clients", "rounds", "seconds")}
        report = {**machine(), **asked}
        report["rows"] = measure(rivals, arguments)
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(rivals, arguments):
    """Return the medians over the rounds, in which the rivals take turns, and the ratio to the first."""
    for service, _, _ in rivals.values():
        os.killpg(service.pid, signal.SIGSTOP)
    found = {name: [] for name in rivals}
    for _ in range(arguments.rounds):
        for name, (service, port, request) in rivals.items():
            os.killpg(service.pid, signal.SIGCONT)
            _warm_up(("127.0.0.1", port), request)
            load = {"num_clients": arguments.clients, "seconds": arguments.seconds}
            found[name].append(closed_loop(("127.0.0.1", port), request, **load))
            os.killpg(service.pid, signal.SIGSTOP)
    base = next(iter(found.values()))
    rows = []
    for name, rounds in found.items():
        row = {"what": name, "n": sum(got["requests"] for got in rounds)}
        for key in ("per_second", "p50_ms", "p99_ms"):
            row[key] = round(statistics.median(got[key] for got in rounds), 2)
        row["refused"] = sum(got["refused"] for got in rounds)
        pairs = zip(rounds, base, strict=True)
        row["ratio"] = round(
            statistics.median(one["per_second"] / other["per_second"] for one, other in pairs), 1
        )
        rows.append(row)
    return rows


def _warm_up(address, request):
    """Have both workers answer before anything is timed: TensorFlow compiles with its first images."""
    for _ in range(WARM_UP):
        with socket.create_connection(address, timeout=SLOW_START) as connection:
            connection.sendall(request)
            if not connection.recv(1024).startswith(b"HTTP/1.1 200"):
                raise RuntimeError(
                    f"expected an answer from port {address[1]}, got a refusal; try it by hand"
                )


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{report['workers']} workers of {THREADS} threads, {report['clients']} clients"]
    lines += [
        f"  {row['what']:<24} {row['per_second']:8.1f} requests/s  x {row['ratio']:5.1f}"
        f"  p50 {row['p50_ms']:7.1f} ms  p99 {row['p99_ms']:7.1f} ms  refused {row['refused']}"
        f"  (n = {row['n']})"
        for row in report["rows"]
    ]
    return "\n".join(lines)


def _upload(path, image):
    """Return the bytes of a request that uploads an image as a form does."""
    body = io.BytesIO()
    body.write(b'--x\r\nContent-Disposition: form-data; name="image"; filename="seven.png"\r\n')
    body.write(b"Content-Type: image/png\r\n\r\n" + image + b"\r\n--x--\r\n")
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    return f"{head}Content-Length: {body.tell()}\r\n\r\n".encode() + body.getvalue()


def _start_usual(folder, workers):
    """Return what starts the usual app, and its port; its network is written first."""
    make = (
        "import sys; from inkread.training.recipes import find_recipe; "
        "from inkread.training.architectures import build; "
        "build(find_recipe(sys.argv[1]).network, int(sys.argv[2])).save(sys.argv[3])"
    )
    model = folder / "model.keras"
    subprocess.run([sys.executable, "-c", make, RECIPE, str(CLASSES), str(model)], check=True)
    settings = ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS)]
    where = ["--bind", f"127.0.0.1:{PORTS['usual']}", "--timeout", "120", "--log-level", "warning"]
    rivals = str(Path(__file__).parent / "rivals")
    command = [sys.executable, "-m", "gunicorn", *settings, *where, "--chdir", rivals, "usual_app:app"]
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", "MODEL": str(model)}
    return command, quiet, PORTS["usual"]


def _start_inkread(folder, workers):
    """Return what starts inkread, and its port."""
    settings = ["--workers", str(workers), "--threads", str(THREADS), "--history", str(folder / "history.db")]
    command = [sys.executable, "-c", READ, "serve", "--port", str(PORTS["inkread"]), *settings]
    return command, {"INKREAD_WEB_RATE_LIMIT": ""}, PORTS["inkread"]


@contextlib.contextmanager
def _running(command, variables, port):
    """Run a service in a process group of its own while the block runs, from when it is ready."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "process_group": 0}
    service = subprocess.Popen(command, env={**os.environ, **variables}, **quiet)
    try:
        _wait_until_ready(service, port)
        yield service
    finally:
        os.killpg(service.pid, signal.SIGCONT)
        service.send_signal(signal.SIGTERM)
        service.wait(60)


def _wait_until_ready(service, port):
    """Return when the service answers.

    Raises:
        RuntimeError: when it ends instead, or does not answer in time.
    """
    until = time.monotonic() + SLOW_START
    while service.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=SLOW_START).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"expected a service at port {port}, got none; is the port free? {service.args}")


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=_seconds, default=10, help="how long each is pressed in a round")
    parser.add_argument("--rounds", type=int, default=3, help="how often they take turns")
    parser.add_argument("--clients", type=int, default=16, help="requests under way at once")
    parser.add_argument("--workers", type=int, default=2, help="processes of each service")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _seconds(text):
    """Return the length of a turn, seconds."""
    seconds = float(text)
    if not 0 < seconds <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"expected more than 0 and at most {MOST_SECONDS} s, got {text}")
    return seconds


if __name__ == "__main__":
    main()
