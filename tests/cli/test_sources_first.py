"""A mistyped data set is told of at once, before the training framework is loaded, which takes seconds."""

import os
import subprocess
import sys

import pytest

# Ends with 3 where the framework was loaded for a command that could not be carried out.
RUN = """
import sys
from inkread.cli.main import run
try:
    run()
finally:
    if "keras" in sys.modules:
        sys.exit(3)
"""


@pytest.mark.parametrize("command", ["train", "tune", "learning-curve"])
@pytest.mark.parametrize(
    ("source", "complaint"),
    [("digts", "did you mean 'digits'?"), ("usps:train", "expected the set usps, got none"), ("", "got ''")],
)
def test_it_is_refused_before_the_framework_is_loaded(command, source, complaint, tmp_path):
    words = [command, "--data", "digits", "--data", source, "--recipe", "mlp", "--run", "run"]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
        env=os.environ | {"INKREAD_DATA_HOME": str(tmp_path)},
    )
    assert (done.returncode, complaint in done.stderr) == (1, True), done.stderr
    assert list(tmp_path.iterdir()) == []
