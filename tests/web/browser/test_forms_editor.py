"""Making a template on the page: boxes by mouse, finger and keyboard, taken along and opened again."""

from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Page, expect

from inkread.forms.template import Field, Template

from .form_sheets import HEIGHT, WIDTH, blank_form, box_of
from .pen import Finger

BOXES = "[data-boxes] > button"
ITEMS = "[data-fields] > li"
NAME = "Name"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of the blank form."""
    path = tmp_path_factory.mktemp("forms") / "membership.png"
    cv2.imwrite(str(path), blank_form())
    return path


def choose_blank(page: Page, blank: Path) -> None:
    """Open the page and choose the blank form."""
    page.goto("/forms")
    page.locator("[data-blank-file]").set_input_files(blank)
    expect(page.locator("[data-image]")).to_have_js_property("naturalWidth", WIDTH)
    page.locator("[data-frame]").scroll_into_view_if_needed()


def on_page(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return where a dot of the blank form is on the page, CSS px."""
    sheet = page.locator("[data-sheet]").bounding_box()
    return sheet["x"] + x * sheet["width"] / WIDTH, sheet["y"] + y * sheet["height"] / HEIGHT


def draw_box(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a box with the mouse, in px of the blank form."""
    page.locator("[data-frame]").evaluate("(frame) => frame.scrollIntoView({ block: 'center' })")
    page.mouse.move(*on_page(page, left, top))
    page.mouse.down()
    page.mouse.move(*on_page(page, right, bottom), steps=4)
    page.mouse.up()


def saved(page: Page, folder: Path) -> Template:
    """Download the template and return it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the template").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return Template.read(path)


def test_boxes_are_drawn_named_taken_along_and_opened_again(page: Page, blank: Path, tmp_path: Path):
    choose_blank(page, blank)
    draw_box(page, *box_of("postcode"))
    page.keyboard.type("postcode")  # the cursor stands in the name of what was drawn
    page.get_by_label("What may be written there?").select_option("pattern")
    page.get_by_role("button", name="Postal code 99999").click()
    draw_box(page, *box_of("town"))
    page.keyboard.type("town")
    page.get_by_label("What may be written there?").select_option("list")
    page.get_by_label("Only these words").fill("ATHENS\nTHEBES")
    template = saved(page, tmp_path)
    assert (template.name, template.blank) == ("membership", "membership.png")
    assert (template.width, template.height) == (WIDTH, HEIGHT)
    postcode, town = template.fields
    assert (postcode.name, postcode.pattern, postcode.lexicon) == ("postcode", "99999", None)
    assert (town.name, town.pattern, town.lexicon) == ("town", None, "town.txt")
    left, top, right, bottom = box_of("postcode")
    found = (postcode.left, postcode.top, postcode.left + postcode.width, postcode.top + postcode.height)
    assert found == pytest.approx((left, top, right, bottom), abs=3)
    with page.expect_download() as words:
        page.get_by_role("button", name="town.txt").click()
    assert words.value.path().read_text("utf-8") == "ATHENS\nTHEBES"

    page.reload()
    expect(page.locator(BOXES)).to_have_count(2)
    expect(page.locator(ITEMS).first).to_contain_text("postcode")
    page.evaluate("indexedDB.deleteDatabase('inkread-forms')")
    page.reload()
    expect(page.locator("[data-desk]")).to_be_hidden()
    lists = tmp_path / "town.txt"
    lists.write_text("ATHENS", "utf-8")
    files = [tmp_path / "membership.yaml", blank, lists]
    page.locator("[data-template-files]").set_input_files(files)
    expect(page.locator(BOXES)).to_have_count(2)
    page.locator(ITEMS).last.click()
    expect(page.get_by_label("Only these words")).to_have_value("ATHENS")


def test_all_that_a_template_says_outlives_opening_and_saving(page: Page, blank: Path, tmp_path: Path):
    says = [
        {},
        {"charset": "digits", "lines": True},
        {"charset": "AB/-"},
        {"pattern": "[0-9]{5}", "review_below": 0.75},
        {"pattern": "AA", "charset": "upper"},
        {"tick": True, "review_below": 0.8},
        {"lexicon": "lists/towns.txt", "charset": "upper"},
    ]
    fields = tuple(
        Field(f"field {number}", left=10, top=10 + 90 * number, width=200, height=60, **said)
        for number, said in enumerate(says)
    )
    written = tmp_path / "membership.yaml"
    written.write_text(Template("member", "membership.png", WIDTH, HEIGHT, fields).to_yaml(), "utf-8")
    towns = tmp_path / "towns.txt"
    towns.write_text("OSLO", "utf-8")
    page.goto("/forms")
    page.locator("[data-template-files]").set_input_files([written, blank, towns])
    expect(page.locator(BOXES)).to_have_count(len(says))
    page.locator(ITEMS).last.locator("button").click()
    expect(page.get_by_text("Of these characters only: upper")).to_be_visible()
    assert saved(page, tmp_path).to_yaml() == written.read_text("utf-8")


def test_a_box_is_made_moved_sized_and_removed_by_keyboard(page: Page, blank: Path, tmp_path: Path):
    choose_blank(page, blank)
    page.get_by_role("button", name="Add a box").press("Enter")
    box = page.locator(BOXES)
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("code")
    box.focus()
    before = saved(page, tmp_path).fields[0]
    box.focus()
    for _ in range(3):
        page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    after = saved(page, tmp_path).fields[0]
    assert after.left == before.left + 3
    assert after.height > before.height
    box.focus()
    page.keyboard.press("Delete")
    expect(box).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(box).to_have_count(1)
    page.keyboard.press("Control+y")
    expect(box).to_have_count(0)


def test_the_focus_goes_to_a_neighbour_when_the_last_box_is_gone(page: Page, blank: Path):
    choose_blank(page, blank)
    page.get_by_role("button", name="Add a box").press("Enter")
    page.get_by_role("button", name="Remove").press("Enter")
    expect(page.locator(BOXES)).to_have_count(0)
    expect(page.get_by_role("button", name="Add a box")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BOXES)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-sheet]")).to_be_focused()


def test_a_box_is_pulled_by_its_middle_and_by_its_corners_but_not_out_of_the_form(
    page: Page, blank: Path, tmp_path: Path
):
    choose_blank(page, blank)
    draw_box(page, 100, 100, 300, 200)
    page.keyboard.type("code")
    draw_box(page, 200, 150, 250, 190)  # from within the box: it moves
    moved = saved(page, tmp_path).fields[0]
    assert (moved.left, moved.top) == pytest.approx((150, 140), abs=3)
    draw_box(page, moved.left + moved.width, moved.top + moved.height, 500, 300)  # its corner
    sized = saved(page, tmp_path).fields[0]
    assert (sized.left + sized.width, sized.top + sized.height) == pytest.approx((500, 300), abs=4)
    draw_box(page, 300, 200, -400, 200)
    assert saved(page, tmp_path).fields[0].left == 0
    for _ in range(3):
        page.get_by_role("button", name="Undo").click()
    assert saved(page, tmp_path).fields[0].left == 100
    expect(page.locator(BOXES)).to_have_count(1)


def test_printed_boxes_are_found_and_taken_back_together(page: Page, blank: Path):
    choose_blank(page, blank)
    draw_box(page, *box_of("town"))
    page.get_by_role("button", name="Find boxes").click()
    expect(page.get_by_text("2 printed boxes found.")).to_be_visible()
    expect(page.locator(BOXES)).to_have_count(3)  # the one that was drawn stays the only one there
    expect(page.locator(BOXES).nth(1)).to_be_focused()
    page.get_by_role("button", name="Find boxes").click()
    expect(page.get_by_text("No further printed boxes")).to_be_visible()
    page.locator("[data-undo]").click()
    expect(page.locator(BOXES)).to_have_count(1)


def test_what_is_wrong_is_said_at_the_field(page: Page, blank: Path):
    choose_blank(page, blank)
    draw_box(page, 100, 100, 300, 200)
    expect(page.get_by_text("Give it a name.")).to_be_hidden()  # it was only just drawn
    page.get_by_role("button", name="Download the template").click()
    expect(page.get_by_text("Give it a name.")).to_be_visible()
    expect(page.get_by_label(NAME, exact=True)).to_be_focused()
    page.keyboard.type("file")
    expect(page.get_by_text("the table has a file of its own")).to_be_visible()
    page.get_by_label(NAME, exact=True).fill("code")
    page.get_by_label("What may be written there?").select_option("pattern")
    page.get_by_label("Pattern", exact=True).fill("(99")
    expect(page.locator("[data-wrong-pattern]")).to_contain_text("field 'code': pattern")
    expect(page.get_by_label("Pattern", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert").locator("visible=true")).to_have_count(0)
    expect(page.locator("[data-scans-drop]")).to_be_hidden()
    page.keyboard.press("Tab")
    draw_box(page, 100, 250, 300, 350)
    page.get_by_label(NAME, exact=True).fill("other")
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("field 'code': pattern")
    page.locator("[data-fields] button").first.click()
    expect(page.get_by_role("alert").locator("visible=true")).to_have_count(0)
    page.get_by_label("Pattern", exact=True).fill("99")
    expect(page.locator("[data-scans-drop]")).to_be_visible()
    expect(page.get_by_role("alert").locator("visible=true")).to_have_count(0)
    page.get_by_role("button", name="Another like it").click()
    page.keyboard.type("code")
    expect(page.get_by_text("Another field has this name.")).to_be_visible()
    expect(page.get_by_label("Pattern", exact=True)).to_have_value("99")


def test_a_template_for_another_picture_is_refused_in_words(
    page: Page, blank: Path, samples: Path, tmp_path: Path
):
    template = tmp_path / "other.yaml"
    template.write_text("form: 1\nname: other\nblank: other.png\nwidth: 400\nheight: 500\nfields: [", "utf-8")
    page.goto("/forms")
    page.locator("[data-template-files]").set_input_files(template)
    trouble = page.locator("[data-blank-trouble]")
    expect(trouble).to_contain_text("line 6")
    field = "{name: a, left: 1, top: 1, width: 90, height: 40}"
    template.write_text(template.read_text("utf-8") + field + "]\n", "utf-8")
    page.locator("[data-template-files]").set_input_files(template)
    expect(trouble).to_contain_text("other.png")
    page.locator("[data-blank-file]").set_input_files(blank)
    expect(trouble).to_contain_text("The template is for a picture of 400 × 500 dots")
    page.locator("[data-blank-file]").set_input_files(samples / "strokes.json")
    expect(trouble).to_contain_text("cannot show that file as a picture")


def test_boxes_are_drawn_on_the_picture_shown_larger(page: Page, blank: Path, tmp_path: Path):
    choose_blank(page, blank)
    for _ in range(2):
        page.get_by_role("button", name="Larger").click()
    expect(page.locator("[data-zoom-shown]")).to_have_text("200%")
    page.get_by_role("button", name="Move the picture instead of drawing").click()
    draw_box(page, 480, 330, 400, 280)  # pulls the picture to the left and up
    expect(page.locator(BOXES)).to_have_count(0)
    assert page.locator("[data-frame]").evaluate("(frame) => frame.scrollLeft") > 50
    page.get_by_role("button", name="Move the picture instead of drawing").click()
    draw_box(page, 440, 320, 520, 380)
    page.keyboard.type("code")
    field = saved(page, tmp_path).fields[0]
    assert (field.left, field.top, field.width, field.height) == pytest.approx((440, 320, 80, 60), abs=3)


def test_fields_that_are_alike_share_their_list_of_words(page: Page, blank: Path, tmp_path: Path):
    choose_blank(page, blank)
    draw_box(page, 100, 100, 300, 200)
    page.keyboard.type("town")
    page.get_by_label("What may be written there?").select_option("list")
    page.get_by_label("Only these words").fill("OSLO")
    page.get_by_role("button", name="Another like it").click()
    page.keyboard.type("town of birth")
    page.get_by_label("Only these words").fill("OSLO\nROME")
    first, second = saved(page, tmp_path).fields
    assert (first.lexicon, second.lexicon) == ("town.txt", "town.txt")
    assert second.top > first.top
    page.locator(ITEMS).first.locator("button").click()
    expect(page.get_by_label("Only these words")).to_have_value("OSLO\nROME")
    page.get_by_label("Name of the form").fill(" ")
    page.get_by_role("button", name="Download the template").click()
    expect(page.get_by_text("Give the form a name")).to_be_visible()
    expect(page.get_by_label("Name of the form")).to_be_focused()


class TestOnAPhone:
    @pytest.fixture
    def options(self) -> dict:
        return {
            "viewport": {"width": 360, "height": 740},
            "has_touch": True,
            "is_mobile": True,
            "device_scale_factor": 2,
        }

    def test_a_finger_draws_a_box_and_everything_fits(self, page: Page, blank: Path):
        choose_blank(page, blank)
        places = [on_page(page, x, y) for x, y in ((80, 160), (200, 200), (420, 250))]
        Finger(page).move_along(*places)
        expect(page.locator(BOXES)).to_have_count(1)
        page.get_by_label(NAME, exact=True).fill("postcode")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_role("button", name="Larger").tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
