"""The master that forks workers has started no thread that a fork would not survive."""

import json
import subprocess
import sys

import pytest

MASTER = """
import json, os, sys
from pathlib import Path
from inkread.one_thread import one_thread
from inkread.web import create_app
from inkread.web.service import serve
from inkread.web.settings import WebSettings

one_thread()
os.environ.setdefault(serve.OPENCV, "1")
app = create_app(WebSettings(history=sys.argv[1]))
app.extensions["inkread-close"]()
import gunicorn.arbiter, inkread.web.service.gunicorn_server
status = Path("/proc/self/status").read_text("ascii")
threads = int(status.partition("Threads:")[2].split()[0])
print(json.dumps({"threads": threads, "onnxruntime": "onnxruntime" in sys.modules}))
"""


@pytest.mark.xfail(sys.platform != "linux", reason="reads Linux's account of processes", run=False)
def test_a_master_has_one_thread_and_no_onnx_runtime(tmp_path):
    command = [sys.executable, "-c", MASTER, str(tmp_path / "history.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"threads": 1, "onnxruntime": False}
