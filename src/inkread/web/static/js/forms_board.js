// The picture of the blank form with a box over each field: drawn, moved and sized with mouse, finger or keyboard.

import { element, part } from "./element.js";
import { LEAST } from "./forms_draft.js";
import { say } from "./texts.js";

const CORNERS = ["nw", "ne", "sw", "se"];
const TRAVEL = 4; // CSS px that a pointer must go before it draws, so that a click leaves no box
const STEPS_ACROSS = 400; // arrow presses from one side of the picture to the other
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Sends `name` when the chosen box wants its name, as after it was drawn. */
export class Board extends EventTarget {
  #draft;
  #sheet;
  #image;
  #boxes;
  #pull = null; // what a pressed pointer does: `move(place)` and `end(place)`

  /** @param root the element with `data-board` */
  constructor(root, draft) {
    super();
    this.#draft = draft;
    [this.#sheet, this.#image, this.#boxes] = ["sheet", "image", "boxes"].map((name) => part(root, name));
    this.#sheet.addEventListener("pointerdown", (event) => this.#press(event));
    this.#sheet.addEventListener("pointermove", (event) => this.#pull?.move(this.#place(event)));
    this.#sheet.addEventListener("pointerup", (event) => this.#lift(event));
    this.#sheet.addEventListener("pointercancel", () => this.#drop());
    this.#boxes.addEventListener("keydown", (event) => this.#key(event));
    this.#boxes.addEventListener("focusin", ({ target }) => target.dataset.key && draft.choose(Number(target.dataset.key)));
    this.#boxes.addEventListener("dblclick", () => this.dispatchEvent(new Event("name")));
    draft.addEventListener("change", () => this.paint());
    draft.addEventListener("choose", () => this.paint());
  }

  /** Whether a pointer draws; else it moves the picture, and boxes can only be chosen. */
  drawing = true;

  /** Shows a picture; `url` belongs to the caller. */
  show(url) {
    this.#image.src = url;
  }

  /** Brings the boxes up to date, keeping the elements of those that stay: a focused one stays focused. */
  paint() {
    const { fields, chosen, state } = this.#draft;
    const there = new Map([...this.#boxes.children].map((box) => [Number(box.dataset.key), box]));
    fields.forEach((field, place) => {
      const box = there.get(field.key) ?? this.#made(field.key);
      there.delete(field.key);
      if (this.#boxes.children[place] !== box) this.#boxes.insertBefore(box, this.#boxes.children[place] ?? null);
      this.#dress(box, field, place, { state, chosen });
    });
    for (const box of there.values()) this.#gone(box);
  }

  #gone(box) {
    const focused = box.contains(document.activeElement);
    box.remove();
    if (focused) this.#sheet.focus({ preventScroll: true }); // or the focus would go to the page's beginning
  }

  /** Focuses the box of a field. */
  focus(key) {
    this.#boxes.querySelector(`[data-key="${key}"]`)?.focus();
  }

  #made(key) {
    const grips = CORNERS.map((corner) => element("span", { class: "grip", "data-grip": corner }));
    return element("button", { type: "button", class: "field-box", "data-key": key }, element("span", { class: "field-tag" }), ...grips);
  }

  #dress(box, field, place, { state, chosen }) {
    const name = field.name.trim();
    box.querySelector(".field-tag").textContent = name || place + 1;
    box.setAttribute("aria-pressed", field === chosen);
    box.setAttribute("aria-label", say(name ? "forms.box" : "forms.box_unnamed", { ...field, name, n: place + 1 }));
    box.classList.toggle("unnamed", name === "");
    box.classList.toggle("for-tick", field.kind === "tick"); // it is small: its name stands above it
    const sides = { left: field.left / state.width, top: field.top / state.height, width: field.width / state.width, height: field.height / state.height };
    for (const [side, share] of Object.entries(sides)) box.style[side] = `${(100 * share).toFixed(4)}%`;
  }

  #press(event) {
    if (!this.drawing || !event.isPrimary || event.button !== 0 || this.#draft.empty) return;
    const box = event.target.closest("[data-key]");
    const key = box && Number(box.dataset.key);
    const from = this.#place(event);
    this.#sheet.setPointerCapture(event.pointerId);
    this.#draft.rest();
    if (key) this.#draft.choose(key);
    const grip = event.target.closest("[data-grip]")?.dataset.grip;
    this.#pull = key ? this.#pulled(key, from, grip) : this.#drawn(from, event.pointerType);
    if (!key) event.preventDefault(); // or the press would take the focus from the new box
  }

  /** A pull of a box, or of one of its corners. */
  #pulled(key, from, grip) {
    const box = { ...this.#draft.field(key) };
    const change = grip ? (across, down) => sized(box, grip, across, down) : (across, down) => ({ ...box, left: box.left + across, top: box.top + down });
    let begun = false;
    return {
      move: (to) => {
        begun ||= far(from, to);
        if (begun) this.#draft.place(key, change(to.x - from.x, to.y - from.y), "pull");
      },
      end: () => {
        this.#draft.rest();
        this.focus(key);
      },
    };
  }

  /** A box that is being drawn. */
  #drawn(from, pointerType) {
    const band = element("div", { class: "band" });
    const { width, height } = this.#draft.state;
    return {
      move: (to) => {
        if (!far(from, to)) return;
        this.#boxes.after(band);
        const box = between(from, to);
        for (const [side, whole] of [["left", width], ["top", height], ["width", width], ["height", height]]) band.style[side] = `${(100 * box[side]) / whole}%`;
      },
      end: (to) => {
        const box = between(from, to);
        band.remove();
        if (!far(from, to) || box.width < LEAST || box.height < LEAST) {
          this.#draft.choose(null);
          return;
        }
        this.#draft.add(box);
        // A keyboard on the screen would cover the form that is being drawn on.
        if (pointerType === "mouse") this.dispatchEvent(new Event("name"));
      },
      drop: () => band.remove(),
    };
  }

  #lift(event) {
    const pull = this.#pull;
    this.#pull = null;
    pull?.end(this.#place(event));
  }

  #drop() {
    this.#pull?.drop?.();
    this.#pull = null;
    this.#draft.rest();
  }

  /** Where a pointer is: in px of the picture, and on the screen. */
  #place(event) {
    const sheet = this.#sheet.getBoundingClientRect();
    const { width, height } = this.#draft.state;
    const x = ((event.clientX - sheet.left) / sheet.width) * width;
    const y = ((event.clientY - sheet.top) / sheet.height) * height;
    return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)), screen: [event.clientX, event.clientY] };
  }

  #key(event) {
    const key = Number(event.target.closest("[data-key]")?.dataset.key);
    const field = this.#draft.field(key);
    if (!field) return;
    if (event.key in MOVES && !event.altKey) this.#nudge(field, event);
    else if (event.key === "Delete" || event.key === "Backspace") this.#remove(key);
    else if (event.key === "Enter") this.dispatchEvent(new Event("name"));
    else return;
    event.preventDefault();
  }

  /** Moves a box a step, or with Shift its right and lower side; with Ctrl by a single pixel. */
  #nudge(field, event) {
    const step = event.ctrlKey || event.metaKey ? 1 : Math.max(1, Math.round(this.#draft.state.width / STEPS_ACROSS));
    const [across, down] = MOVES[event.key].map((way) => way * step);
    const { left, top, width, height } = field;
    const box = event.shiftKey ? { left, top, width: width + across, height: height + down } : { left: left + across, top: top + down, width, height };
    this.#draft.place(field.key, box, `nudge ${event.shiftKey}`);
  }

  #remove(key) {
    this.#draft.remove(key);
    const next = this.#draft.chosen;
    if (next) this.focus(next.key);
    else this.#sheet.focus();
  }
}

function far(from, to) {
  return Math.hypot(to.screen[0] - from.screen[0], to.screen[1] - from.screen[1]) >= TRAVEL;
}

function between(from, to) {
  return { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}

/** A box whose corner was pulled; the one across from it stays where it is. */
function sized({ left, top, width, height }, corner, across, down) {
  const right = corner.endsWith("e") ? Math.max(left + LEAST, left + width + across) : left + width;
  const bottom = corner.startsWith("s") ? Math.max(top + LEAST, top + height + down) : top + height;
  const from = corner.endsWith("w") ? Math.min(right - LEAST, Math.max(0, left + across)) : left;
  const above = corner.startsWith("n") ? Math.min(bottom - LEAST, Math.max(0, top + down)) : top;
  return { left: from, top: above, width: right - from, height: bottom - above };
}
