"""Lines to train on: from sets through the contract, kept for the next time, batched by width, varied."""

import numpy as np
import pytest

from inkread.errors import ConfigError, TrainingError
from inkread.training.lines.augment import varied
from inkread.training.lines.batches import LineBatches, labels_of, padded, targets
from inkread.training.lines.material import LINES, gather_lines
from inkread.training.lines.recipe import LineRecipe, line_recipe


def test_a_set_is_prepared_once(word_set, lines, tmp_path):
    told = []
    first = gather_lines([word_set], keep=tmp_path, progress=lambda *words: told.append(words))
    num_told = len(told)
    again = gather_lines([word_set], keep=tmp_path, progress=lambda *words: told.append(words))
    assert len(told) == num_told > 0
    assert first.digest() == again.digest()


def test_lines_have_the_contract_s_height_and_texts_of_its_charset(lines):
    assert {image.shape[0] for image in lines.images} == {32}
    assert set("".join(lines.texts)) <= set(LINES.graphemes)


def test_a_batch_says_how_many_answers_each_line_has(lines):
    images = list(lines.images[:3])
    batch = padded(images)
    wanted = targets(images, [labels_of(text) for text in lines.texts[:3]])
    assert batch.shape[0] == 3
    assert batch.shape[2] % 32 == 0
    assert wanted[:, 0].tolist() == [image.shape[1] // 2 for image in images]
    assert [LINES.decode(label - 1) for label in wanted[0, 1:] if label] == list(lines.texts[0])


def test_batches_depend_on_seed_epoch_and_step_alone(lines, tiny_recipe):
    one, other = (LineBatches(lines, tiny_recipe, seed=1) for _ in range(2))
    later = list(other.from_step(1, 1))
    assert np.array_equal(one.batch(1, 1)[0], later[0][0])
    assert not np.array_equal(one.batch(0, 1)[1], one.batch(1, 1)[1])


def test_every_line_comes_once_an_epoch(lines, tiny_recipe):
    batches = LineBatches(lines, tiny_recipe, seed=0)
    texts = [tuple(row[1:]) for _, wanted in batches.from_step(0, 0) for row in wanted.tolist()]
    assert len(texts) == 8 * len(batches)


def test_a_varied_line_keeps_its_height_and_some_ink(lines):
    rng = np.random.default_rng(0)
    for image in lines.images:
        made = varied(image, LineRecipe(spoilt=1.0), rng)
        assert made.shape[0] == 32
        assert made.any()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("filterz = [1]", "did you mean 'filters'"),
        ("epochs = -1", "epochs"),
        ("filters = [1, 2]", "5 numbers for filters"),
        ("again = [1]", "3 numbers for again"),
        ("again = [1, 0, true]", "another kind of value for again"),
        ("filters = [16.5, 32, 64, 128, 176]", "another kind of value for filters"),
        ("epochs = 'many'", "another kind"),
    ],
)
def test_a_recipe_file_with_a_fault_is_refused(tmp_path, text, what):
    path = tmp_path / "recipe.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=f"recipe.toml.*{what}"):
        line_recipe(path)


def test_a_run_that_began_before_there_was_a_setting_goes_on():
    before = "d9ebcb6ce57f3c2f97f10f3176e57d4d"
    assert line_recipe().digest().startswith(before)
    assert not line_recipe(again=(0, 1, 0)).digest().startswith(before)


def test_a_set_without_writing_is_refused(tmp_path):
    from inkread.datasets.word_set import write_word_set

    write_word_set(tmp_path / "blank.zip", [(np.full((40, 90), 255, np.uint8), "nothing", None)])
    with pytest.raises(TrainingError, match=r"blank\.zip"):
        gather_lines([tmp_path / "blank.zip"], keep=tmp_path, progress=lambda *_told: None)
