"""The benchmark of tick boxes draws the same ones from the same seed, and they are read."""

import cv2
import numpy as np
import pytest

from inkread import FormReader, Template

CERTAIN = ("tick", "cross", "scribble", "filled", "clean")


@pytest.fixture
def form(tmp_path):
    """The paper and the template of the form."""
    from forms_ticks import form_of

    return form_of(tmp_path)


def photograph_of(form, seed, kinds):
    """Return a photograph of the form, the bytes of a JPEG file, with these marks in its boxes."""
    from forms_drawing import photographed
    from forms_ticks import filled_in

    rng = np.random.default_rng(seed)
    return photographed(filled_in(*form, kinds, rng), rng).tobytes()


def test_the_same_seed_draws_the_same_photograph(form):
    from forms_ticks import kinds_of

    kinds = kinds_of(np.random.default_rng(0))
    assert len(kinds) == len(form[1].fields)
    assert photograph_of(form, 0, kinds) == photograph_of(form, 0, kinds) != photograph_of(form, 1, kinds)


def test_the_template_that_is_drawn_is_one(form, tmp_path):
    template = form[1]
    assert Template.read(tmp_path / "form.yaml") == template
    assert cv2.imread(str(template.blank_path), 0).shape == (template.height, template.width)


def test_marks_of_every_kind_are_drawn_and_what_is_certain_is_read(form):
    from forms_ticks_drawing import DOUBTFUL, TICKED, UNTICKED

    several = (*TICKED, *UNTICKED, *DOUBTFUL, *CERTAIN)
    kinds = [several[place % len(several)] for place in range(len(form[1].fields))]
    values = FormReader(form[1]).read(photograph_of(form, 3, kinds)).values
    found = [(kind, one.value) for kind, one in zip(kinds, values, strict=True) if kind in CERTAIN]
    assert found == [(kind, "" if kind == "clean" else "yes") for kind, _ in found]
