"""Training in the real window, with a pointer and keys: curves that move, a stop, going on, a new model."""

import cv2
import pytest

CHARACTERS = "17"
NUM_EACH = 40  # pictures of each character
ROUNDS, SAMPLES = 12, 2000  # long enough to be stopped on the way


@pytest.fixture
def pictures(tmp_path, drawing):
    """A folder of two characters as dark ink on paper, a folder for each, no two pictures alike."""
    for character in CHARACTERS:
        folder = tmp_path / "pictures" / character
        folder.mkdir(parents=True)
        image = drawing(character)
        height, width = image.shape
        for number in range(NUM_EACH):
            turn = cv2.getRotationMatrix2D((width / 2, height / 2), number - NUM_EACH / 2, 0.8)
            page = cv2.warpAffine(image, turn, (width, height), borderValue=255)
            cv2.imwrite(str(folder / f"{number}.png"), page)
    return tmp_path / "pictures"


@pytest.mark.train
def test_a_model_is_trained_stopped_gone_on_with_and_used(open_window, hand, pictures):
    app = open_window()
    learning, view = app.presenter.learning, app.window.train
    hand.press("ctrl+6")
    app.until(view.winfo_viewable)
    hand.click(view.source)
    hand.do("type", str(pictures))
    app.until(lambda: view.source.get() == str(pictures))
    view.recipe.set("mlp")
    view._numbers["epochs"].set(ROUNDS)
    view._numbers["samples"].set(SAMPLES)
    hand.click(view._start)
    app.until(lambda: view.curves.find_withtag("curve"))
    before = view.curves.coords(view.curves.find_withtag("curve")[0])
    app.until(lambda: view.curves.coords(view.curves.find_withtag("curve")[0]) != before)
    app.window.dialogs.says_yes = False
    hand.press("ctrl+q")
    app.until(lambda: app.window.dialogs.questions)  # whether to stop it and close
    assert learning.phase == "training"
    app.window.dialogs.says_yes = True
    hand.click(view._stop)
    app.until(lambda: learning.phase == "stopped")
    num_done = len(learning.rows)
    assert num_done < ROUNDS
    app.until(lambda: view.go_on.instate(["!disabled"]))
    hand.click(view.go_on)
    app.until(lambda: learning.phase == "done")
    assert len(learning.rows) == ROUNDS
    hand.click(view.use)
    app.until(lambda: app.presenter.preferences.in_force.endswith("bundle"))
    assert app.presenter.ready.graphemes == tuple(CHARACTERS)
    hand.press("ctrl+7")
    app.until(lambda: app.window.settings.bundle.get() == "Trained here: mlp-1")
