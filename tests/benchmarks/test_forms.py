"""The benchmark of forms draws the same ones from the same seed, and the shipped reader reads them."""

import cv2
import numpy as np
import pytest

from inkread import FormReader, Template
from inkread.words.compose.glyph_bank import GlyphBank

NUM = 3  # photographs
FLOOR = 0.85  # of the codes; 0.93 and more were measured


@pytest.fixture
def letters(drawing):
    """A bank that holds the same stroke for every digit and capital."""
    chars = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return GlyphBank.of([255 - drawing("1")] * len(chars), chars)


def test_the_same_seed_draws_the_same_photograph(tmp_path, letters):
    from forms_drawing import Form, filled_in, photographed
    from forms_values import values_of

    form = Form.drawn(tmp_path)

    def drawn(seed):
        rng = np.random.default_rng(seed)
        return photographed(filled_in(form, values_of(rng), letters, rng), rng).tobytes()

    assert drawn(0) == drawn(0) != drawn(1)


def test_the_template_that_is_drawn_is_one(tmp_path):
    from forms_drawing import Form
    from forms_values import FIELDS

    template = Form.drawn(tmp_path).template
    assert Template.read(tmp_path / "form.yaml") == template
    assert [field.name for field in template.fields] == [spec.name for spec in FIELDS]
    assert cv2.imread(str(template.blank_path), 0).shape == (template.height, template.width)


@pytest.mark.real_data
def test_codes_of_other_people_are_read(tmp_path, real_data):
    from forms_drawing import Form, filled_in, photographed
    from forms_values import FIELDS, values_of

    from inkread.datasets.sources import open_samples
    from inkread.datasets.split import stratified_split

    samples = open_samples(str(real_data / "emnist"))
    test = samples.take(stratified_split(samples.labels, (0.8, 0.1, 0.1), seed=0)[2], name="test")
    bank = GlyphBank.of(test.images, [test.charset.graphemes[label] for label in test.labels])
    form = Form.drawn(tmp_path)
    reader = FormReader(form.template)
    right = []
    for place in range(NUM):
        rng = np.random.default_rng((100, place))
        values = values_of(rng)
        reading = reader.read(photographed(filled_in(form, values, bank, rng), rng).tobytes())
        found = {value.field.name: value.value for value in reading.values}
        right += [found[spec.name] == values[spec.name] for spec in FIELDS if spec.is_code]
    assert np.mean(right) >= FLOOR
