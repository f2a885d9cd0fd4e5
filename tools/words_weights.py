"""Fits what the odds of a glyph candidate are weighed by, and prints the table of inkread.words.odds.

    python tools/words_weights.py --data EMNIST [--num 300] [--seed 11]

Numbers and codes are composed of the validation part's glyphs, so that no glyph of the test part has a say.
Of each character the candidate whose columns are most like its own is right, all others are wrong; those
nearly as like are left out. A logistic regression without a bias of its own tells the two apart.
"""

import argparse

import numpy as np
from sklearn.linear_model import LogisticRegression

from inkread import Reader
from inkread.datasets.sources import open_samples
from inkread.datasets.split import stratified_split
from inkread.preprocess.segment.affine import PixelBox
from inkread.preprocess.segment.page import segment
from inkread.preprocess.segment.pieces import Floats
from inkread.words.compose.code_texts import code_text, digits_text
from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.picture import Picture, composed
from inkread.words.evidence import evidence_of
from inkread.words.odds import WEIGHTS

RIGHT_FROM, WRONG_TO = 0.6, 0.8  # of the columns of either, shared by both


def main() -> None:
    """Print the weights and how well they tell right candidates from wrong ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="the folder of EMNIST's test files")
    parser.add_argument("--num", type=int, default=300, help="pictures")
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    whole = open_samples(arguments.data)
    rows = stratified_split(whole.labels, (0.8, 0.1, 0.1), seed=0)[1]
    glyphs = [whole.charset.graphemes[label] for label in whole.labels[rows]]
    bank = GlyphBank.of(whole.images[rows], glyphs)
    reader = Reader()
    rng = np.random.default_rng(arguments.seed)
    examples = []
    for number in range(arguments.num):
        text, _ = (code_text if number % 2 else digits_text)(rng)
        examples += _examples(composed(text, bank, rng), reader)
    features = np.array([found for found, _ in examples])
    right = np.array([is_right for _, is_right in examples])
    fitted = LogisticRegression(fit_intercept=False, max_iter=3000).fit(features, right)
    for name, weight in zip(WEIGHTS, fitted.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')
    told = (fitted.predict(features) == right).mean()
    print(f"{len(examples)} candidates, {100 * told:.1f} % told right from wrong")


def _examples(picture: Picture, reader: Reader) -> list[tuple[Floats, bool]]:
    """Return the features of a picture's candidates with whether each is right."""
    strips = [strip for line in segment(picture.image, words=False).lines for strip in line]
    found = [
        (features, one.strip.in_source(*span))
        for one in evidence_of(strips, reader)
        for features, span in zip(one.features, one.spans.tolist(), strict=True)
    ]
    likeness = np.array([[_likeness(box, true) for true in picture.boxes] for _, box in found])
    best = likeness.argmax(axis=0)
    right = {row for column, row in enumerate(best) if likeness[row, column] > RIGHT_FROM}
    return [
        (features, row in right)
        for row, (features, _) in enumerate(found)
        if row in right or likeness[row].max() <= WRONG_TO
    ]


def _likeness(box: PixelBox, other: PixelBox) -> float:
    """Return the share of columns of two boxes that both have."""
    shared = min(box[1] + box[3], other[1] + other[3]) - max(box[1], other[1])
    return shared / (max(box[1] + box[3], other[1] + other[3]) - min(box[1], other[1]))


if __name__ == "__main__":
    main()
