"""The pages that people see: read, words, forms, stages, history, about the model; words are from `texts`."""

from typing import Any, Final

from flask import Blueprint, render_template, request, url_for

from inkread.bundle import Bundle
from inkread.charset import NAMED
from inkread.errors import CharsetError, ImageError, RequestError
from inkread.web import form_answers
from inkread.web.about import measured
from inkread.web.backend import backend
from inkread.web.model_card import LIMITS, MEASURED, ORIGIN, ModelCard
from inkread.web.texts import Texts, languages, load
from inkread.web.visitor import welcome
from inkread.web.word_lists import LONGEST_LIST
from inkread.web.words_asked import LONGEST_PATTERN
from inkread.web.words_form import FIELDS, most_pictures, words_answers
from inkread.words.spoken import spoken_language

pages = Blueprint("pages", __name__)

ANSWER_TEXTS: Final = ("answer", "character", "warning", "refusal", "error", "inside")
"""Sections of the texts that every page that shows a reading speaks in."""
CHARSETS: Final = ("digits", "upper", "lower", "letters")
"""What a person may restrict an answer to, where the bundle can read it."""
PATTERNS: Final = (("any", ""), ("postal", "99999"), ("date", "99.99.9999"), ("code", "AA99-9999"))
"""Examples of patterns, which the words page offers."""
WRONG_FIELDS: Final = {"bad_pattern": "pattern", "pattern_and_lexicon": "pattern", "bad_lexicon": "lexicon"}
"""Of what is wrong with words that are asked for; as in words_wish.js."""
FACTS: Final = ("Data digest", "Made:", "Model:", "Temperature")
"""How points of a card begin that say what the list of facts says."""
API_PAGE: Final = "/openapi"


@pages.get("/")
def read() -> str:
    """Return the drawing pad, for the default bundle or the one that the address names.

    Raises:
        RequestError: when there is no such bundle.
    """
    return _welcoming(_read_page())


@pages.post("/")
def read_form() -> str | tuple[str, int]:
    """Return the answers to pictures that a browser without JavaScript sends."""
    texts = _texts()
    try:
        answers = form_answers.answers(texts)
    except (ImageError, RequestError) as error:
        trouble = form_answers.trouble(texts, error)
        return _read_page(trouble=trouble.words), trouble.status
    return render_template("answers.html", answers=answers)


@pages.get("/words")
def words() -> str:
    """Return the pad for words, for the default bundle or the one that the address names.

    Raises:
        RequestError: when there is no such bundle.
    """
    return _welcoming(_words_page())


@pages.post("/words")
def words_form() -> str | tuple[str, int]:
    """Return the answers to pictures of writing that a browser without JavaScript sends."""
    texts = _texts()
    try:
        answers = words_answers(texts)
    except (ImageError, RequestError) as error:
        trouble = form_answers.trouble(texts, error)
        return _words_page(trouble), trouble.status
    return render_template("words_answers.html", answers=answers)


@pages.get("/forms")
def forms() -> str:
    """Return the page that makes templates of forms and reads scans with them.

    Raises:
        RequestError: when there is no such bundle.
    """
    from inkread.forms.template import REVIEW_BELOW  # brings a reader of YAML along

    return _page(
        "forms.html",
        "forms",
        ("upload", "words", "forms", *ANSWER_TEXTS),
        review_below=REVIEW_BELOW,
        bundle=backend().readers.reader(request.args.get("bundle")).bundle,
        bundles=_bundle_names(),
        examples=[(name, pattern) for name, pattern in PATTERNS if pattern],
        longest_pattern=LONGEST_PATTERN,
        longest_list=LONGEST_LIST,
    )


@pages.get("/stages")
def stages() -> str:
    """Return the page that shows the way of one stored reading; its script fetches the reading itself."""
    return _page("stages.html", "stages", ANSWER_TEXTS)


@pages.get("/history")
def history() -> str:
    """Return the page of what was read; its script fetches the readings themselves."""
    keeps = backend().history is not None
    script = "history" if keeps else None
    return _page("history.html", script, ("history", *ANSWER_TEXTS), keeps=keeps)


@pages.get("/about")
def about() -> str:
    """Return what is known about a model.

    Raises:
        RequestError: when there is no such bundle.
    """
    readers = backend().readers
    bundle = readers.reader(request.args.get("bundle")).bundle
    card = ModelCard.of(bundle.origin)
    texts = _texts()
    return render_template(
        "about.html",
        bundle=bundle,
        bundles=_bundle_names(),
        measured=measured(bundle),
        confusions=card.confusions(),
        how=card.paragraphs(MEASURED),
        origin=[point for point in card.points(ORIGIN) if not point.startswith(FACTS)],
        limits=card.points(LIMITS),
        facts=_facts(bundle, texts),
        set_name=lambda name: texts.of("about.sets", name, "about.other_set", name=name),
        api_page=API_PAGE,
    )


@pages.app_context_processor
def _for_every_page() -> dict[str, Any]:
    """Return what every template may use, the page of an error included."""
    return {"texts": _texts(), "asset": lambda name: url_for("static", filename=name)}


def _texts() -> Texts:
    """Return the texts in the language that the person's browser asks for."""
    return load(request.accept_languages.best_match(languages(), default=languages()[0]))


def _page(template: str, script: str | None, sections: tuple[str, ...], **values: Any) -> str:  # noqa: ANN401
    """Return a page that a script brings to life, or that stays as it is where there is none."""
    spoken = _texts().under(*sections)
    limits, names = backend().settings, _bundle_names()
    settings = {
        "max_files": limits.max_files,
        "max_bytes": limits.max_upload_bytes,
        "bundle": request.args.get("bundle"),
        "bundles": names,
        "review_below": values.pop("review_below", None),
    }
    return render_template(template, script=script, spoken=spoken, settings=settings, **values)


def _welcoming(page: str) -> str:
    """Return a page that has readings kept, where any are, with the cookie that makes them the visitor's."""
    if backend().history is not None:
        welcome()
    return page


def _read_page(*, trouble: str | None = None) -> str:
    """Return the drawing pad, with what went wrong with a form that was sent."""
    behind = backend()
    bundle = behind.readers.reader(request.args.get("bundle")).bundle
    choices = ["all", *(name for name in CHARSETS if _narrows(bundle.charset.project, name))]
    sections = ("upload", *ANSWER_TEXTS)
    values = {"charsets": choices, "max_files": behind.settings.max_files, "trouble": trouble}
    return _page("read.html", "read", sections, bundle=bundle, bundles=_bundle_names(), **values)


def _words_page(trouble: form_answers.Trouble | None = None) -> str:
    """Return the pad for words, with what a form said, and what went wrong at its field if it has one."""
    from inkread.words.language_model import languages  # a start of the service does without

    behind = backend()
    usual = {"language": spoken_language(request.accept_languages.best) or ""}
    wrong = {WRONG_FIELDS[trouble.code]: trouble.words} if trouble and trouble.code in WRONG_FIELDS else {}
    values = {
        "bundle": behind.readers.reader(request.args.get("bundle")).bundle,
        "bundles": _bundle_names(),
        "examples": PATTERNS,
        "longest_pattern": LONGEST_PATTERN,
        "longest_list": LONGEST_LIST,
        "max_files": most_pictures(behind),
        "languages": languages(),
        "wrong": wrong,
        "trouble": trouble.words if trouble and not wrong else None,
        **{name: request.form.get(name, usual.get(name, ""))[:LONGEST_LIST] for name in FIELDS},
    }
    return _page("words.html", "words", ("upload", "words", *ANSWER_TEXTS), **values)


def _bundle_names() -> list[str]:
    """Return what the service's models are called, the default first."""
    return [bundle.name for bundle in backend().readers.bundles]


def _narrows(project: Any, name: str) -> bool:  # noqa: ANN401
    """Return whether a bundle, whose charset projects by `project`, can read the named set and more."""
    try:
        return -1 in project(NAMED[name])
    except CharsetError:
        return False


def _facts(bundle: Bundle, texts: Texts) -> list[tuple[str, str]]:
    """Return how a bundle was made, as names of texts and what stands beside them."""
    training = bundle.training
    return [
        ("recipe", training.recipe),
        ("epochs", str(training.epochs)),
        ("seeds", ", ".join(map(str, training.seeds)) or "–"),
        ("created", training.created.replace("T", " ").replace("+00:00", " UTC")),
        ("packages", ", ".join(f"{name} {version}" for name, version in sorted(training.packages.items()))),
        ("preprocess", bundle.preprocess.contract),
        ("temperature", f"{bundle.temperature:.3f}"),
        ("size", texts("about.facts.bytes", n=f"{bundle.model_file.size:,}")),
        ("sha", bundle.model_file.sha256),
        ("data", training.data),
    ]
