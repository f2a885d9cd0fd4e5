// The glyph as the network got it, with the part of it that a dot of a feature map comes from.

import { element } from "./element.js";
import { say } from "./texts.js";

const SIDE = 28; // dots of the glyph
const SCALE = 6; // canvas px a dot

export class FieldView {
  #canvas = element("canvas", { width: SIDE * SCALE, height: SIDE * SCALE, role: "img", "aria-label": say("inside.stage.field") });
  #words = element("p", { class: "field-words", role: "status" }, say("inside.stage.hint"));
  #glyph = new Image();
  #box = null;

  constructor() {
    this.element = element("div", { class: "field sheet" }, this.#canvas, this.#words);
    this.#glyph.addEventListener("load", () => this.#paint());
  }

  /** Another view of the same glyph, for a dialog. */
  another() {
    const view = new FieldView();
    view.show(this.#glyph.src);
    return view;
  }

  /** Shows another glyph, a data URL. */
  show(glyph) {
    this.#glyph.src = glyph;
  }

  /** Shows where a dot comes from, and what is said about it; the hint again for null. */
  tell(words, field = null, place = null) {
    this.#box = field && place ? boxOf(field, place) : null;
    const seen = this.#box ? `, ${seenWords(this.#box)}` : "";
    this.#words.textContent = words === null ? say("inside.stage.hint") : words + seen;
    this.#paint();
  }

  #paint() {
    const context = this.#canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, SIDE * SCALE, SIDE * SCALE);
    if (this.#glyph.complete && this.#glyph.naturalWidth > 0) context.drawImage(this.#glyph, 0, 0, SIDE * SCALE, SIDE * SCALE);
    if (!this.#box) return;
    const { left, top, width, height } = this.#box;
    context.fillStyle = "rgb(255 210 74 / .18)";
    context.strokeStyle = "#ffd24a";
    context.lineWidth = 2;
    context.fillRect(left * SCALE, top * SCALE, width * SCALE, height * SCALE);
    context.strokeRect(left * SCALE + 1, top * SCALE + 1, width * SCALE - 2, height * SCALE - 2);
  }
}

/**
 * The box on the glyph, in dots and cut off at its edges, that the dot at `place` of a map with the
 * receptive field `field` depends on; the first dot of the glyph has its middle at 0.5. Araujo, Norris and Sim (2019), Computing Receptive Fields, section 2.
 */
export function boxOf(field, { row, column }) {
  const [sizeY, sizeX] = pair(field.size);
  const [strideY, strideX] = pair(field.stride);
  const [firstY, firstX] = pair(field.first_centre);
  const span = (first, stride, place, size) => {
    const low = first + stride * place - size / 2;
    return [Math.max(0, low), Math.min(SIDE, low + size)];
  };
  const [top, bottom] = span(firstY, strideY, row, sizeY);
  const [left, right] = span(firstX, strideX, column, sizeX);
  return { left, top, width: right - left, height: bottom - top };
}

function pair(value) {
  return Array.isArray(value) ? value : [value, value];
}

function seenWords({ width, height }) {
  if (width >= SIDE && height >= SIDE) return say("inside.stage.seen_all");
  return say("inside.stage.seen_from", { height: Math.round(height), width: Math.round(width) });
}
