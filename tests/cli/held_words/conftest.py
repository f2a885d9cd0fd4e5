"""IAM, CVL and RIMES in small: their folders, lists and names with pictures that are drawn here."""

import cv2
import numpy as np
import pytest

IAM_WORDS = """#--- words.txt ---
a01-000u-00-00 ok 154 408 768 27 51 AT A
a01-000u-00-01 ok 154 507 766 213 48 NN MOVE
a01-000u-01-00 err 154 507 766 213 48 NN badly
b04-010-03-02 ok 170 -1 -1 -1 -1 , two words
r06-022-03-05 ok 184 1 2 3 4 NN missing
"""
IAM_LINES = """# lines
a01-000u-00 ok 154 19 408 746 1661 89 A|MOVE|to|stop|Mr.|Gaitskell|,|he|said|(|so|)
"""


@pytest.fixture
def draw():
    """Writes a small picture to a path, whose folder is made."""

    def write(path, value=0):
        path.parent.mkdir(parents=True, exist_ok=True)
        image = np.full((24, 40), 255, np.uint8)
        image[8:16, 10:30] = value
        path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())

    return write


@pytest.fixture
def iam(tmp_path, draw):
    """A folder of IAM."""
    folder = tmp_path / "iam"
    for name in ("a01-000u-00-00", "a01-000u-00-01", "a01-000u-01-00", "b04-010-03-02"):
        first, second, *_ = name.split("-")
        draw(folder / "words" / first / f"{first}-{second}" / f"{name}.png")
    draw(folder / "lines" / "a01" / "a01-000u" / "a01-000u-00.png")
    (folder / "ascii").mkdir()
    (folder / "ascii" / "words.txt").write_text(IAM_WORDS, "utf-8")
    (folder / "lines.txt").write_text(IAM_LINES, "utf-8")
    return folder


@pytest.fixture
def cvl(tmp_path, draw):
    """A folder of CVL."""
    folder = tmp_path / "cvl-database-1-1"
    for place, text in enumerate(
        ["Imagine", "a", "vast", "sheet", "of", "x", "y", "z", "w", "v", "well-known"]
    ):
        draw(folder / "testset" / "words" / "0052" / f"0052-1-0-{place}-{text}.tif")
    draw(folder / "trainset" / "words" / "0001" / "0001-6-2-0-über.tif")
    draw(folder / "testset" / "lines" / "0052" / "0052-1-0.tif")
    draw(folder / "testset" / "words" / "0052" / "another.tif")
    return folder


@pytest.fixture
def rimes(tmp_path, draw):
    """A folder of RIMES, words and lines."""
    folder = tmp_path / "rimes"
    draw(folder / "training_WR" / "lot_1" / "lot_1_0.png")
    rows = ["lot_1/lot_1_0.png été", "lot_1/lot_1_1.png perdu", "lot_1/lot_1_2.png"]
    (folder / "groundtruth_training_icdar2011.txt").write_text("\ufeff" + "\n".join(rows), "utf-8")
    draw(folder / "Images" / "eval2011-0_000002.jpg")
    (folder / "Transcriptions").mkdir()
    (folder / "Transcriptions" / "eval2011-0_000002.txt").write_text("Je vous prie\n", "utf-8")
    (folder / "Transcriptions" / "eval2011-0_000003.txt").write_text("sans image", "utf-8")
    return folder
