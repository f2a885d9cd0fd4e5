"""What the window's own process loads, and what it says where no window can be shown."""

import json
import subprocess
import sys

HEAVY = {"numpy", "cv2", "PIL", "onnxruntime", "sqlalchemy", "keras", "tensorflow"}


def loaded_by(code):
    """Return the top-level modules that a fresh interpreter has loaded after running `code`."""
    told = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout)}


def test_the_window_s_process_leaves_all_that_is_heavy_to_the_worker():
    loaded = loaded_by("import inkread.desktop.start")
    assert loaded & (HEAVY | {"tkinter"}) == set()
