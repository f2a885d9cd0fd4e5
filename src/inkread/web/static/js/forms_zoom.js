// How large the blank form is shown, and which part of it: buttons, Ctrl and the wheel, a hand that moves it.

import { part } from "./element.js";
import { percent } from "./texts.js";

const LEVELS = [1, 1.5, 2, 3, 4, 6]; // of the board's own width

export class Zoom {
  #frame;
  #sheet;
  #shown;
  #level = 0;
  #held = null; // where a hand took hold of the picture

  /** @param root the element with `data-board` */
  constructor(root, board) {
    [this.#frame, this.#sheet, this.#shown] = ["frame", "sheet", "zoom-shown"].map((name) => part(root, name));
    part(root, "zoom-in").addEventListener("click", () => this.#to(this.#level + 1));
    part(root, "zoom-out").addEventListener("click", () => this.#to(this.#level - 1));
    const hand = part(root, "hand");
    hand.addEventListener("click", () => {
      board.drawing = !board.drawing;
      hand.setAttribute("aria-pressed", !board.drawing);
      this.#frame.classList.toggle("by-hand", !board.drawing);
    });
    this.#frame.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#frame.addEventListener("pointerdown", (event) => this.#take(event, board));
    this.#frame.addEventListener("pointermove", (event) => this.#drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.#frame.addEventListener(name, () => (this.#held = null));
    this.buttons = [part(root, "zoom-out"), part(root, "zoom-in")];
    this.#to(0);
  }

  /** Shows the whole width of the picture. */
  fit() {
    this.#to(0);
  }

  /** Goes to a level; what is in the middle, or at `place` of the frame, stays there. */
  #to(level, place = { x: this.#frame.clientWidth / 2, y: this.#frame.clientHeight / 2 }) {
    const before = LEVELS[this.#level];
    this.#level = Math.min(LEVELS.length - 1, Math.max(0, level));
    const times = LEVELS[this.#level] / before;
    const { scrollLeft, scrollTop } = this.#frame;
    this.#sheet.style.width = `${100 * LEVELS[this.#level]}%`;
    this.#frame.scrollTo({ left: (scrollLeft + place.x) * times - place.x, top: (scrollTop + place.y) * times - place.y });
    this.#shown.textContent = percent(1).replace(/\d.*\d/, Math.round(100 * LEVELS[this.#level]));
    const [out, closer] = this.buttons;
    [out.disabled, closer.disabled] = [this.#level === 0, this.#level === LEVELS.length - 1];
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const frame = this.#frame.getBoundingClientRect();
    this.#to(this.#level - Math.sign(event.deltaY), { x: event.clientX - frame.left, y: event.clientY - frame.top });
  }

  /** A finger scrolls by itself; a mouse has to be followed. */
  #take(event, board) {
    const middle = event.button === 1;
    if (event.pointerType !== "mouse" || (board.drawing && !middle)) return;
    event.preventDefault();
    const { scrollLeft, scrollTop } = this.#frame;
    this.#held = { x: event.clientX + scrollLeft, y: event.clientY + scrollTop };
    this.#frame.setPointerCapture(event.pointerId);
  }

  #drag(event) {
    if (this.#held) this.#frame.scrollTo({ left: this.#held.x - event.clientX, top: this.#held.y - event.clientY, behavior: "instant" });
  }
}
