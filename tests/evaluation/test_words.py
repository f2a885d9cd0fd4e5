"""What a report about texts counts as sure."""

from inkread.evaluation.words import ReadText, WordsReport


def test_only_texts_that_were_told_are_sure():
    texts = (
        ReadText("1.png", "LT", "LT", 0.95, refused=False),
        ReadText("2.png", "LT", "LV", 0.95, refused=False),
        ReadText("3.png", "LT", "LT", 0.95, refused=True),
        ReadText("4.png", "", "", 0.95, refused=True),
        ReadText("5.png", "LT", "LT", 0.85, refused=False),
    )
    report = WordsReport(None, texts)
    assert report.sure == (2, 1)
    assert report.silent == (1, 1)
    assert report.to_dict()["texts"][2]["refused"]
