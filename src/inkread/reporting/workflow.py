"""The workflow of a study, from the data to the tested model, with what each step did."""

from collections.abc import Sequence

from inkread.evaluation.study_result import StudyFacts, StudyInquiry
from inkread.reporting.page import Steps


def workflow(facts: StudyFacts, inquiries: Sequence[StudyInquiry]) -> Steps:
    """Return the steps in order."""
    parts = (
        f"{facts.num_training:,} train, {facts.num_validation:,} choose, {facts.num_test:,} wait for the end"
    )
    return Steps(
        (
            ("Data", f"{facts.source}, framed by one preprocessing; copies of test images taken out"),
            ("Three parts", parts),
            ("Scale", "the same network on pixels of three scales"),
            *((one.question, "; ".join(run.name for run in one.runs)) for one in inquiries),
            ("Cross-validation", "how far the base recipe's accuracy depends on the images it is given"),
            ("Final model", "the best candidate on validation images, trained from several seeds"),
            ("Test", "read once"),
        ),
        "The way of the study, from the data to one reading of the test.",
    )
