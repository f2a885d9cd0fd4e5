"""Nothing that lies in the current folder is run, for it may be a folder of somebody's scans."""

import subprocess
import sys

import cv2
import pytest

NUM = 70  # more than a block of 64, so that two workers have something to read
PROGRAM = "from inkread.cli.main import run\n\nif __name__ == '__main__':\n    run()\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_module_beside_the_images_is_not_run(tmp_path, tmp_path_factory, drawing, workers):
    program = tmp_path_factory.mktemp("bin") / "inkread"  # as it is installed: in another folder
    program.write_text(PROGRAM)
    for number in range(NUM):
        cv2.imwrite(str(tmp_path / f"{number}.png"), drawing("7"))
    for name in ("pickle", "random", "typing"):
        (tmp_path / f"{name}.py").write_text("open('was-run', 'w').close()\n")
    options = ["--workers", workers, "--csv"]
    names = [f"{number}.png" for number in range(NUM)]
    command = [sys.executable, program, "read", *names, *options]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert len(found.stdout.splitlines()) == NUM + 1
    assert not (tmp_path / "was-run").exists()
