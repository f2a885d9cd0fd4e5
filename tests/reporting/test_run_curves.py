"""The curves of a run are drawn with what they come to in words."""

import numpy as np

from inkread.evaluation.curves import Curves
from inkread.reporting.run_curves import run_curves


def test_accuracy_and_loss_are_drawn_with_their_last_values_in_words():
    seen, unseen = np.array([0.5, 0.9]), np.array([0.4, 0.8])
    run = Curves(seen, 1.5 - seen, unseen, 1.5 - unseen, num_training=80, num_validation=20, num_classes=10)
    accuracy, loss = run_curves(run).blocks
    assert "0.900 on training images, 0.800 on validation images" in accuracy.caption
    assert "from 0.400" in accuracy.alt
    assert "0.600 on training images, 0.700 on validation images" in loss.alt
    drawn = accuracy.svg_or_png.decode()
    assert all(word in drawn for word in (">epoch<", ">accuracy<", ">training<", ">validation<"))
