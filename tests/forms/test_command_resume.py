"""`inkread form --resume`: what was read is not read again, and the same bytes come out."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import pytest

from inkread import atomic
from inkread.cli import form_read
from inkread.forms.reader import FormReader

INTERRUPTED = 130
PROGRAM = "from inkread.cli.main import run; run()"
NAMES = ("1.png", "2.png", "3.png", "none.png", "3.png")
WHOLE = (*NAMES, "--output", "out.csv", "--json", "--crops", "crops", "--review", "page.html")


@pytest.fixture
def reads(monkeypatch):
    """The images that are read from now on."""
    found = []
    read = FormReader.read

    def noted(self, source):
        found.append(Path(source).name)
        return read(self, source)

    monkeypatch.setattr(FormReader, "read", noted)
    return found


@pytest.fixture
def cut_off(form, monkeypatch):
    """Calls `inkread form`, which ends before it writes what the given number of images hold."""

    def call(number, *arguments):
        write_beside = form_read._write_beside

        def ends(place, *others):
            if place == number:
                raise KeyboardInterrupt
            write_beside(place, *others)

        with monkeypatch.context() as patched:
            patched.setattr(form_read, "_write_beside", ends)
            assert form(*arguments).code == INTERRUPTED

    return call


def test_a_table_that_was_stopped_is_the_same_as_one_that_was_not(form, cut_off, reads, written):
    whole = form(*WHOLE)
    files = written()
    assert not Path("out.csv.parts").exists()
    cut_off(3, *WHOLE)
    assert not Path("out.csv").exists()
    reads.clear()
    again = form(*WHOLE, "--resume")
    assert reads == ["2.png", "none.png"]  # what was not read before, and may be mended by now
    assert (again.code, again.out) == (1, whole.out)
    assert again.err.replace(", 3 of them before", "") == whole.err != again.err
    assert written() == files
    assert not Path("out.csv.parts").exists()


def test_a_table_that_was_stopped_is_not_begun_anew_by_accident(form, cut_off):
    cut_off(3, *WHOLE)
    answer = form(*WHOLE)
    assert answer.code == 1
    assert answer.err.splitlines()[-1].startswith("inkread: out.csv.parts: expected no unfinished batch")
    assert "--resume" in answer.err
    assert form(*WHOLE, "--resume").out.count("\n") == len(NAMES)


def test_what_was_never_read_leaves_nothing_behind(form, cut_off):
    cut_off(1, "2.png", "none.png", "--output", "out.csv")
    assert not Path("out.csv.parts").exists()
    assert form("1.png", "--output", "out.csv", "--resume").out.startswith("out.csv: 1 form read; ")


def test_an_image_that_has_changed_since_is_read_again(form, cut_off, reads, filled, seen):
    cut_off(3, *WHOLE)
    before = Path("1.png").stat()
    cv2.imwrite("1.png", seen(filled(code="TX"), "flat"))
    os.utime("1.png", ns=(before.st_atime_ns, before.st_mtime_ns))
    reads.clear()
    form(*WHOLE, "--resume")
    assert "1.png" in reads
    assert "1.png,TX," in Path("out.csv").read_text()


def test_where_images_are_missing_that_were_read_nothing_is_lost(form, cut_off):
    cut_off(4, *WHOLE)
    Path("3.png").rename("elsewhere.png")
    answer = form(*WHOLE, "--resume")
    assert (answer.code, Path("out.csv").exists()) == (1, False)
    assert "expected all images that were read before, got none of 3.png; name them too" in answer.err
    answer = form("2.png", "--output", "out.csv", "--resume")
    assert "got none of 1.png and 1 other;" in answer.err
    Path("elsewhere.png").rename("3.png")
    assert form(*WHOLE, "--resume").out.count("\n") == len(NAMES)


def test_more_images_than_before_may_come(form, cut_off, reads):
    cut_off(3, "1.png", "2.png", "3.png", "--output", "out.csv")
    shutil.copy("3.png", "0.png")
    reads.clear()
    form("0.png", "1.png", "2.png", "3.png", "--output", "out.csv", "--resume")
    assert reads == ["0.png", "2.png"]
    assert [line[:5] for line in Path("out.csv").read_text().splitlines()[1:]] == [
        f"{place}.png" for place in range(4)
    ]


def test_pictures_of_fields_that_were_not_kept_are_made(form, cut_off, reads, written):
    plain = (*NAMES, "--output", "out.csv", "--json", "--review", "page.html")
    cut_off(3, *plain)
    reads.clear()
    assert form(*WHOLE, "--resume").out.count("\n") == len(NAMES)
    assert "1.png" in reads
    assert len(written()) == 2 + 3 * 4
    cut_off(3, *WHOLE)
    reads.clear()
    form(*plain, "--resume")
    assert reads == ["2.png", "none.png"]


def test_another_form_is_refused_in_its_words(form, cut_off):
    cut_off(3, *WHOLE)
    template = Path("form.yaml")
    template.write_text(template.read_text().replace("[17]+", "[1-7]+"))
    answer = form(*WHOLE, "--resume")
    assert "expected the template, blank form or list of words that the table was begun with" in answer.err


def test_what_was_kept_and_is_damaged_is_read_again(form, cut_off, reads, written):
    whole = form(*WHOLE).out
    files = written()
    cut_off(3, *WHOLE)
    first, second = Path("out.csv.parts").glob("*.form")
    first.write_bytes(first.read_bytes()[:-300])
    second.write_bytes(b"PK")
    reads.clear()
    assert form(*WHOLE, "--resume").out == whole
    assert {"1.png", "3.png"} <= set(reads)
    assert written() == files


def test_a_person_who_breaks_it_off_is_told_how_to_go_on(form, monkeypatch):
    def ends(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(form_read, "_write_beside", ends)
    answer = form("1.png", "--output", "out.csv")
    assert answer.code == INTERRUPTED
    assert "inkread: what was read is kept in out.csv.parts; --resume goes on with it\n" in answer.err


def test_a_full_disk_is_told_and_what_was_read_is_kept(form, reads, monkeypatch):
    write_bytes = atomic.write_bytes

    def full(path, content):
        if path.suffix == ".form" and list(path.parent.glob("*.form")):
            raise OSError(28, "No space left on device", str(path))
        write_bytes(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(atomic, "write_bytes", full)
        answer = form("1.png", "3.png", "--output", "out.csv")
    assert answer.code == 1
    assert "expected room on the disk, got none; free some and go on with --resume" in answer.err
    reads.clear()
    assert ", 1 of them before;" in form("1.png", "3.png", "--output", "out.csv", "--resume").out
    assert reads == ["3.png"]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_killed_process_goes_on(form, tiny_folder):
    for place in range(20):
        shutil.copy("1.png", f"more-{place:02}.png")
    command = [sys.executable, "-c", PROGRAM, "form", "form.yaml", "more-*.png", "--bundle", tiny_folder]
    with subprocess.Popen([*command, "--output", "out.csv"], stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not Path("out.csv.parts/batch.json").exists() and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert not Path("out.csv").exists()
    answer = form("more-*.png", "--output", "out.csv", "--resume")
    assert (answer.code, answer.err) == (0, "")
    assert "20 forms read, " in answer.out
    assert " of them before;" in answer.out
    lines = Path("out.csv").read_text().splitlines()
    assert lines[1:] == [f"more-{place:02}.png,LT,,17,,," for place in range(20)]
    assert not Path("out.csv.parts").exists()
