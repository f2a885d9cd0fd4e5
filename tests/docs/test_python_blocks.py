"""The Python that the reference shows runs as it stands, in a folder where `samples/` lies."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
TRAINS = [pytest.mark.train, pytest.mark.timeout(900)]  # seconds; the machine may be busy
PAGES = [
    pytest.param(page, id=page.stem, marks=TRAINS if page.stem == "training" else [])
    for page in sorted((ROOT / "docs" / "reference" / "python").glob("*.md"))
]


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    code = "\n".join(BLOCK.findall(page.read_text("utf-8")))
    assert code
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
