// A picture of writing with a box over each character: clicked, or walked along with the arrow keys.

import { element, part } from "./element.js";
import { character, percent, say } from "./texts.js";
import { WordsSize } from "./words_size.js";

const UNSURE = 0.6; // below this share a character's box is dashed
const NEAR = 24; // px: a finger that comes down so near to a box means it
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Sends the event `choose` with the number of the character in `detail`. */
export class WordsView extends EventTarget {
  #root;
  #canvas;
  #boxes;
  #size;
  #chosen = null;

  /** @param root the element with `data-view` */
  constructor(root) {
    super();
    this.#root = root;
    this.#canvas = root.querySelector("canvas");
    this.#boxes = part(root, "boxes");
    this.#boxes.addEventListener("keydown", (event) => this.#key(event));
    part(root, "sheet").addEventListener("click", (event) => this.#click(event));
    this.#size = new WordsSize(root, () => this.#boxes.children[this.#chosen] ?? null);
  }

  get chosen() {
    return this.#chosen;
  }

  /** Shows what `paint(canvas)` paints, a box over each of `glyphs`, whose places are in units of width × height. */
  show(paint, glyphs, { width, height }) {
    this.#chosen = null;
    paint(this.#canvas);
    this.#root.hidden = false;
    const buttons = glyphs.map((glyph, number) => {
      const [top, left, tall, wide] = glyph.box;
      const share = shareOf(glyph);
      const name = say("words.box", { n: number + 1, of: glyphs.length, what: character(glyph.text), percent: percent(share) });
      const button = element("button", { type: "button", class: "box", "aria-label": name, "aria-pressed": "false", tabindex: number === 0 ? 0 : -1 });
      button.classList.toggle("unsure", share < UNSURE);
      const places = { top: top / height, left: left / width, height: tall / height, width: wide / width };
      for (const [side, place] of Object.entries(places)) button.style[side] = `${(100 * place).toFixed(3)}%`;
      return button;
    });
    this.#boxes.replaceChildren(...buttons);
  }

  clear() {
    this.#root.hidden = true;
    this.#size.fit();
    this.#boxes.replaceChildren();
  }

  choose(number) {
    this.#chosen = number;
    [...this.#boxes.children].forEach((button, place) => {
      button.setAttribute("aria-pressed", place === number);
      button.tabIndex = place === number ? 0 : -1;
    });
    this.dispatchEvent(new CustomEvent("choose", { detail: number }));
  }

  /** The part of the picture around a character, as a canvas of its own: with half of the room to its neighbours. */
  crop(glyphs, number, { width, height }) {
    const [top, left, tall, wide] = roomAround(glyphs, number);
    const [across, down] = [this.#canvas.width / width, this.#canvas.height / height];
    const cut = Object.assign(document.createElement("canvas"), { width: Math.ceil(wide * across), height: Math.ceil(tall * down) });
    cut.getContext("2d").drawImage(this.#canvas, left * across, top * down, cut.width, cut.height, 0, 0, cut.width, cut.height);
    return cut;
  }

  /** A key chooses the box that it is pressed on; a pointer the nearest one, for many are smaller than a finger. */
  #click({ target, detail, clientX, clientY }) {
    const buttons = [...this.#boxes.children];
    const places = detail === 0 ? [[0, 0, buttons.indexOf(target)]] : buttons.map((button, number) => [...distances(button, clientX, clientY), number]);
    const [nearest] = places.sort(([off, aside], [farther, further]) => off - farther || aside - further);
    if (nearest && nearest[0] <= NEAR && nearest[2] >= 0) this.choose(nearest[2]);
  }

  #key(event) {
    const buttons = [...this.#boxes.children];
    const place = buttons.indexOf(event.target);
    const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? (event.key in STEPS ? place + STEPS[event.key] : null);
    if (next === null || place < 0) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, next))].focus();
  }
}

/** How far a point is from a box, 0 within it, and from its middle, px. */
function distances(button, x, y) {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const off = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  return [off, Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y)];
}

/** How probable it is, by itself, that a character is what it was read as. */
export function shareOf({ text, candidates }) {
  return candidates.find((one) => one.text === text)?.confidence ?? 0;
}

/** A character's box, widened to a quarter of its height all around, but no further than halfway to a neighbour. */
function roomAround(glyphs, number) {
  const [top, left, tall, wide] = glyphs[number].box;
  const room = tall / 4;
  const beside = glyphs.filter(({ box: [up, , high] }, place) => place !== number && up < top + tall && top < up + high).map(({ box }) => box);
  const before = Math.min(room, ...beside.filter((box) => box[1] < left).map((box) => Math.max(0, (left - box[1] - box[3]) / 2)));
  const after = Math.min(room, ...beside.filter((box) => box[1] >= left).map((box) => Math.max(0, (box[1] - left - wide) / 2)));
  return [top - room, left - before, tall + 2 * room, wide + before + after];
}
