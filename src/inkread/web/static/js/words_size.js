// How large the picture of some writing is shown: by buttons; what does not fit is scrolled to.

import { part } from "./element.js";
import { percent } from "./texts.js";

const LEVELS = [1, 1.5, 2, 3, 4, 6, 8]; // of the width that there is

export class WordsSize {
  #root;
  #frame;
  #sheet;
  #level = 0;

  /** @param root the element with `data-view`; `chosen()` is the box that is to stay in sight, or null */
  constructor(root, chosen) {
    this.#root = root;
    [this.#frame, this.#sheet] = ["frame", "sheet"].map((name) => part(root, name));
    part(root, "larger").addEventListener("click", () => this.#to(this.#level + 1, chosen()));
    part(root, "smaller").addEventListener("click", () => this.#to(this.#level - 1, chosen()));
    this.#to(0, null);
  }

  /** Shows the whole width. */
  fit() {
    this.#to(0, null);
  }

  /** Goes to a level; the chosen box comes to the middle, else what was in the middle stays there. */
  #to(level, box) {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.#frame;
    const middle = { x: scrollLeft + clientWidth / 2, y: scrollTop + clientHeight / 2 };
    if (box !== null) [middle.x, middle.y] = [box.offsetLeft + box.offsetWidth / 2, box.offsetTop + box.offsetHeight / 2];
    const before = LEVELS[this.#level];
    this.#level = level;
    const times = LEVELS[level] / before;
    this.#root.classList.toggle("enlarged", level > 0);
    this.#sheet.style.width = `${100 * LEVELS[level]}%`;
    const left = middle.x * times - this.#frame.clientWidth / 2;
    this.#frame.scrollTo({ left, top: middle.y * times - this.#frame.clientHeight / 2, behavior: "instant" });
    part(this.#root, "size").textContent = percent(1).replace(/\d.*\d/, Math.round(100 * LEVELS[level])); // more than any probability
    part(this.#root, "smaller").disabled = level === 0;
    part(this.#root, "larger").disabled = level === LEVELS.length - 1;
  }
}
