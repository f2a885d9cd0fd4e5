"""The child answers until its parent leaves, and cannot write, open or grow beyond its limits."""

import io
import subprocess
import sys

import numpy as np
import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import child, decode
from inkread.preprocess.decode.file import load_decoders
from inkread.preprocess.decode.messages import read_answer, read_block, write_block


def test_it_says_ready_answers_each_question_and_ends_with_its_parent(seeds, monkeypatch):
    monkeypatch.setattr(child, "allow_cpu", lambda seconds: None)  # it would limit the tests' process
    questions, answers = io.BytesIO(), io.BytesIO()
    for data in (seeds["gif"], b"no picture"):
        write_block(questions, data)
    questions.seek(0)

    child.serve(questions, answers, seconds=1.0)

    answers.seek(0)
    assert read_block(answers, 5) == child.READY
    assert np.array_equal(read_answer(answers).grey, decode(seeds["gif"]).grey)
    with pytest.raises(ImageError, match="got a file that begins with b'no pictu'"):
        read_answer(answers)
    assert answers.read() == b""


def test_all_decoders_are_there_before_the_limits_come():
    load_decoders()
    assert {"PIL.WebPImagePlugin", "PIL.TiffImagePlugin", "PIL.MpoImagePlugin"} <= set(sys.modules)


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        ("open(sys.argv[1], 'wb', 0).write(b'x')", "OSError"),
        ("[open(sys.executable, 'rb') for _ in range(20)]", "OSError"),
        ("bytes(300_000_000)", "MemoryError"),
    ],
)
def test_a_limited_process_cannot_write_open_or_grow(attempt, error, tmp_path):
    """On systems without these limits the process prints what happened instead: nothing."""
    code = (
        "import sys; from inkread.preprocess.decode.child import limit_itself\n"
        "limit_itself(100_000_000)\n"
        f"try:\n    {attempt}\n    print('done')\n"
        "except OSError:\n    print('OSError')\nexcept MemoryError:\n    print('MemoryError')"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "a")],
        capture_output=True,
        text=True,
        check=True,
    )
    expected = {"linux": {error}, "win32": {"done"}}.get(sys.platform, {error, "done"})
    assert done.stdout.strip() in expected
