// The text of a reading in the history: of a long page its first lines, and the others for who asks.

import { say, sayCount } from "./texts.js";

const MOST_WHOLE = 8; // lines that are shown at once; of more, the first ones
const FIRST = 6;

export class FoldedText {
  #place;
  #button;
  #lines = [];
  #open = false;

  /** @param button unfolds the text in `place`, and folds it again */
  constructor(place, button) {
    [this.#place, this.#button] = [place, button];
    button.addEventListener("click", () => {
      this.#open = !this.#open;
      this.#paint();
    });
  }

  show(text) {
    this.#lines = text.split("\n");
    this.#paint();
  }

  #paint() {
    const long = this.#lines.length > MOST_WHOLE;
    const shown = long && !this.#open ? this.#lines.slice(0, FIRST) : this.#lines;
    this.#place.textContent = shown.join("\n");
    this.#button.hidden = !long;
    this.#button.setAttribute("aria-expanded", this.#open);
    this.#button.textContent = this.#open ? say("history.fewer_lines") : sayCount("history.more_lines", this.#lines.length - FIRST);
  }
}
