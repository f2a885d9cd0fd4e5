"""What a batch writes replaces neither its input nor anything else that is there, unless a person says so."""

import pytest

from inkread.errors import ConfigError
from inkread.scale.batch import carry_out
from inkread.scale.batch.outputs import bad_path

from .conftest import Killed, here, killed


@pytest.mark.parametrize("name", ["out.csv", "out.csv.bad.csv"])
def test_a_file_that_is_there_is_replaced_only_where_a_person_says_so(run, folder, tmp_path, name):
    (tmp_path / name).write_text("precious")
    with pytest.raises(ConfigError, match=rf"{name}: expected no file there yet, got one; .*--overwrite"):
        run(folder, engine=here)
    assert (tmp_path / name).read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "scans"])
    assert run(folder, engine=here, overwrite=True).images == 6
    assert (tmp_path / name).read_text() != "precious"


def test_outputs_of_one_name_in_two_forms_have_a_table_of_bad_images_each(tmp_path):
    assert bad_path(tmp_path / "run.csv") != bad_path(tmp_path / "run.jsonl")


def test_a_batch_that_may_replace_its_output_may_do_so_when_it_goes_on(run, folder, tmp_path):
    (tmp_path / "out.csv").write_text("of yesterday")
    with pytest.raises(Killed):
        run(folder, engine=killed, overwrite=True)
    assert run(folder, engine=here, resume=True).images == 6
    assert (tmp_path / "out.csv").read_text().startswith("source,text")


def test_a_file_that_came_while_a_batch_was_stopped_is_not_replaced(run, folder, tmp_path):
    with pytest.raises(Killed):
        run(folder, engine=killed)
    (tmp_path / "out.csv").write_text("precious")
    with pytest.raises(ConfigError, match=r"out\.csv: expected no file there yet"):
        run(folder, engine=here, resume=True)
    assert run(folder, engine=here, resume=True, overwrite=True).images == 6


def test_a_batch_killed_right_after_its_output_was_written_takes_it_for_its_own(
    run, folder, tmp_path, monkeypatch
):
    def written_and_killed(*args, **options):
        assemble(*args, **options)
        raise Killed

    assemble = carry_out.assemble
    with monkeypatch.context() as patch:
        patch.setattr(carry_out, "assemble", written_and_killed)
        with pytest.raises(Killed):
            run(folder, engine=here)
    written = (tmp_path / "out.csv").read_bytes()
    assert run(folder, engine=here, resume=True).images == 6
    assert (tmp_path / "out.csv").read_bytes() == written


def test_workers_that_cannot_be_had_leave_nothing_to_go_on_with(run, folder, tmp_path):
    def unreachable(_job):
        raise ConfigError("expected a cluster to answer, got silence; check the address")

    with pytest.raises(ConfigError, match="expected a cluster"):
        run(folder, engine=unreachable)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scans"]
    assert run(folder, engine=here).images == 6
