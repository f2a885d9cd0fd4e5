"""The sheet outlives what happens to it: undo, a reload, an answer that is late; and it is kept once."""

from playwright.sync_api import Page, Request, Route, expect

from .pen import PAD, WORDS, Finger, draw, expect_answer, middle_of, press_along, strokes_on

KEPT = ".desk-answer [data-kept]"
TOTAL = "async (total) => (await (await fetch('/api/v1/history')).json()).total === total"
LIVE = "**/api/v1/read?keep=0"


def test_what_was_drawn_is_still_there_after_a_reload(page: Page):
    page.goto("/")
    page.get_by_text("Capitals").click()
    page.get_by_role("slider", name="Pen").fill("20")
    draw(page, "A")
    expect(page.locator(KEPT)).to_have_text("Kept in your history")
    page.reload()
    expect_answer(page, "the capital letter A")
    expect(page.locator(KEPT)).to_have_text("Kept in your history")
    expect(page.get_by_label("Capitals")).to_be_checked()
    expect(page.get_by_role("slider", name="Pen")).to_have_value("20")
    for _ in range(2):  # an A has two strokes
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    page.reload()
    expect(page.locator(WORDS)).to_contain_text("Draw something")


def test_a_drawing_is_kept_once_though_the_page_was_loaded_anew_meanwhile(page: Page):
    page.goto("/")
    draw(page, "Q")
    expect_answer(page, "the capital letter Q")
    page.reload()  # leaving keeps the drawing, and nobody hears under which id
    page.wait_for_function(TOTAL, arg=1)
    expect_answer(page, "the capital letter Q")
    page.get_by_label("It was").fill("g")
    page.keyboard.press("Enter")
    expect(page.locator("[data-corrected]").first).to_have_text("Thank you: noted as g.")
    page.goto("/history")
    expect(page.locator("[data-count]")).to_have_text("1 reading")


def test_a_drawing_that_comes_back_after_clear_is_kept_once(page: Page):
    page.goto("/")
    draw(page, "R")
    expect(page.locator(KEPT)).to_have_text("Kept in your history")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(WORDS)).to_contain_text("Draw something")
    page.get_by_role("button", name="Undo").click()
    expect_answer(page, "the capital letter R")
    expect(page.locator(KEPT)).to_have_text("Kept in your history")
    page.goto("/history")
    expect(page.locator("[data-count]")).to_have_text("1 reading")


def test_an_answer_that_is_late_takes_nobody_s_place(page: Page):
    held: list[Route] = []
    page.route(LIVE, lambda route: held.append(route), times=1)
    page.goto("/")
    first, *others = strokes_on(page, "T")
    page.mouse.move(*first[0])
    page.mouse.down()
    with page.expect_request(LIVE):
        page.mouse.move(*first[-1], steps=4)
    page.mouse.up()
    expect(page.locator(".desk-answer .candidate")).to_have_count(5)  # the end of a stroke waits for nobody
    for stroke in others:
        page.mouse.move(*stroke[0])
        page.mouse.down()
        page.mouse.move(*stroke[-1], steps=4)
        page.mouse.up()
    expect_answer(page, "the capital letter T")
    with page.expect_response(LIVE):
        held[0].continue_()
    expect(page.locator(WORDS)).to_contain_text("the capital letter T")


def test_a_pen_that_is_pressed_draws_wider(page: Page):
    page.goto("/")
    x, y = middle_of(page)
    with page.expect_request(lambda one: is_of(one, 3)) as sent:
        press_along(page, (x, y - 80, 0.1), (x, y, 0.5), (x, y + 80, 0.9))
    [[_, _, _, pressure]] = sent.value.post_data_json["strokes"]
    assert pressure[0] < pressure[-1]
    widths = page.evaluate(WIDTHS, PAD)
    assert widths["below"] > 1.2 * widths["above"]


def test_a_hand_that_comes_down_before_its_pen_draws_nothing(page: Page):
    page.goto("/")
    x, y = middle_of(page)
    Finger(page).come_down((x + 90, y + 90))
    with page.expect_request(lambda one: is_of(one, 2)) as sent:
        press_along(page, (x, y - 80, 0.5), (x, y + 80, 0.5))
    [stroke] = sent.value.post_data_json["strokes"]
    assert stroke[1][-1] > stroke[1][0]


def is_of(request: Request, num_points: int) -> bool:
    """Return whether a live question is of a last stroke of so many points: others come while it is drawn."""
    return request.url.endswith("keep=0") and len(request.post_data_json["strokes"][-1][0]) == num_points


# How wide the ink is in a row of the pad above the middle and in one below.
WIDTHS = """async (pad) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const canvas = document.querySelector(pad);
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const inked = (share) => {
        const row = copy.getImageData(0, Math.round(canvas.height * share), canvas.width, 1).data;
        return row.filter((value, place) => place % 4 === 3 && value > 128).length;
    };
    const reach = 60 / canvas.clientHeight;
    return { above: inked(0.5 - reach), below: inked(0.5 + reach) };
}"""
