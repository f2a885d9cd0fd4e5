"""Entries of a list that never come out are told before a form is read."""

import shutil

from inkread import FormReader, Template, WordReader
from inkread.forms.files import FormFiles


def test_entries_that_are_not_read_are_named_with_their_field(form_folder, tmp_path, tiny_bundle, filled):
    folder = tmp_path / "form"
    shutil.copytree(form_folder, folder)
    (folder / "words.txt").write_text("LX\nTĽT\nЛX\n", "utf-8")
    template = Template.read(folder / "form.yaml")
    reader = FormReader(template, files=FormFiles.of(template), reader=WordReader(tiny_bundle))
    ((field, caution),) = reader.warnings
    assert (field.name, caution.code) == ("word", "words_left_out")
    assert "ЛX" in caution.message
    found = {one.field.name: one for one in reader.read(filled(word="TLT")).values}
    assert found["word"].value == "TĽT"
