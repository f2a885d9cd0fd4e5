"""What a model card says is found in it, and a card of another form says nothing."""

from pathlib import Path

from inkread.bundle import Bundle
from inkread.web.model_card import LIMITS, ORIGIN, ModelCard


def test_the_shipped_card_says_where_the_weights_come_from_and_what_is_mixed_up():
    card = ModelCard.of(Bundle.open().origin)
    assert card.points(ORIGIN)[0].startswith("Trained on 163,201 glyphs")
    assert card.points(LIMITS)
    worst = card.confusions()["drawn62-dev"][0]
    assert (worst.truth, worst.answer, worst.count) == ("O", "0", 27)


def test_a_bundle_without_a_card_says_nothing(tmp_path: Path):
    for folder in (None, tmp_path):
        card = ModelCard.of(folder)
        assert (card.points(LIMITS), card.confusions()) == ([], {})


def test_a_card_of_another_form_says_nothing():
    card = ModelCard("# mine\n\nno lists here\n## Limits\nnone\n## What it reads wrong\n- all of it\n")
    assert (card.points(LIMITS), card.confusions()) == ([], {})


def test_a_file_that_is_no_card_is_not_read(tmp_path: Path):
    (tmp_path / "MODEL_CARD.md").write_text("## Limits\n- x\n" * 20_000, "utf-8")
    assert ModelCard.of(tmp_path).text == ""


def test_a_list_ends_where_something_else_begins():
    card = ModelCard(
        "## Limits\n\n- No words,\n  ever.\n- No signs.\n<!-- more -->\n\n| a | b |\n| - | - |\n- Last.\n"
    )
    assert card.points("Limits") == ["No words, ever.", "No signs.", "Last."]


def test_the_shipped_card_s_points_are_sentences():
    card = ModelCard.of(Bundle.open().origin)
    points = [point for heading in (LIMITS, ORIGIN) for point in card.points(heading)]
    assert len(points) >= 8
    assert [point for point in points if len(point) > 800 or "|" in point or "<" in point] == []
