"""`inkread form --workers`: the same bytes for any number of processes."""

import multiprocessing
from pathlib import Path

from PIL import Image

from inkread.cli import form_read, worker_pool

WHOLE = ("--output", "out.csv", "--json", "--crops", "crops", "--review", "page.html")


def test_any_number_of_workers_writes_the_same(form, filled, seen, written):
    pages = [Image.fromarray(seen(filled(code=code), "flat")) for code in ("LT", "1")]
    pages[0].save("scan.tif", save_all=True, append_images=pages[1:])
    words = Path("words.txt")
    words.write_text(words.read_text("utf-8") + "Ωmega\n", "utf-8")  # never comes out, which is told
    Path("corrections.csv").write_text("file,field,value\n3.png,code,ABC\n")
    found = []
    for workers in (1, 2, 3):
        names = ("1.png", "2.png", "scan.tif", "", "none.png", "3.png")
        answer = form(*names, *WHOLE, "--corrections", "corrections.csv", "--excel", "--workers", workers)
        found.append((answer.code, answer.out, answer.err, written()))
    assert found[0] == found[1] == found[2]
    code, out, err, files = found[0]
    assert (code, out.count("\n")) == (1, 7)
    assert [line.split(":")[1].strip() for line in err.splitlines()] == [
        *("field 'word'", "2.png", "expected a file or folder, got an empty name; name one", "none.png"),
        *("4 forms read, 3 not read; 2 of 16 values to look at in page.html", "corrections.csv"),
    ]
    assert len(files) == 2 + 4 * 4


def test_one_image_starts_no_process(form, monkeypatch):
    monkeypatch.setattr(worker_pool, "ProcessPoolExecutor", None)
    answer = form("1.png", "--output", "out.csv", "--workers", 4)
    assert (answer.code, answer.err) == (0, "")


def test_the_files_beside_the_template_are_read_once(form, monkeypatch):
    answers_of = form_read.answers_of

    def after_they_are_gone(*arguments, **more):
        Path("blank.png").unlink()
        Path("words.txt").unlink()
        return answers_of(*arguments, **more)

    monkeypatch.setattr(form_read, "answers_of", after_they_are_gone)
    assert form("1.png", "3.png", "--output", "out.csv", "--workers", 2).code == 0
    assert "3.png,,TLT,,,code,\n" in Path("out.csv").read_text()


def test_a_worker_that_is_killed_is_one_line_and_the_table_stays(form, monkeypatch):
    Path("out.csv").write_text("before")
    write_beside = form_read._write_beside

    def after_a_kill(*arguments):
        for child in multiprocessing.active_children():
            child.kill()
        write_beside(*arguments)

    monkeypatch.setattr(form_read, "_write_beside", after_a_kill)
    answer = form(*["1.png"] * 12, "--output", "out.csv", "--workers", 2)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 2
    assert answer.err.startswith("inkread: what was read is kept in out.csv.parts; --resume goes on")
    assert "expected every worker to end its work, got one that was killed" in answer.err
    assert Path("out.csv").read_text() == "before"
