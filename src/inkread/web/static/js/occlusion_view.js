// Which dots decided: the glyph, with what covering each place would take from the answer.

import { element } from "./element.js";
import { Volume } from "./volume.js";
import { percent, say } from "./texts.js";

const SCALE = 10; // canvas px a dot
const LEAST_LIMIT = 0.02; // a change of a fiftieth is not shown as if it were all
const FOR = [60, 140, 250]; // blue and orange as in palette.js
const AGAINST = [245, 150, 40];

export class OcclusionView {
  #canvas = element("canvas", { class: "occlusion", role: "img" });
  #glyph = new Image();
  #volume = null;

  constructor() {
    this.element = this.#canvas;
    this.#glyph.addEventListener("load", () => this.#paint());
  }

  /** Shows the map `{shape, values}`, which holds what covering a place takes from the probability. */
  show(occlusion, glyph) {
    this.#volume = new Volume({ shape: [...occlusion.shape, 1], values: occlusion.values });
    const { width, height, high } = this.#volume;
    Object.assign(this.#canvas, { width: width * SCALE, height: height * SCALE });
    this.#canvas.setAttribute("aria-label", say("inside.occlusion.alt", { where: this.#where(), percent: percent(Math.max(0, high)) }));
    this.#glyph.src = glyph;
    this.#paint();
  }

  /** The ninth of the picture in which the dots that matter most lie, in words. */
  #where() {
    const { values, width, height, high } = this.#volume;
    const place = values.indexOf(high);
    const row = Math.min(2, Math.floor((3 * Math.floor(place / width)) / height));
    const column = Math.min(2, Math.floor((3 * (place % width)) / width));
    const names = [["top_left", "top", "top_right"], ["left", "middle", "right"], ["bottom_left", "bottom", "bottom_right"]];
    return say(`inside.occlusion.place.${names[row][column]}`);
  }

  #paint() {
    if (!this.#volume) return;
    const { width, values, limit } = this.#volume;
    const context = this.#canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.fillStyle = "#000";
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#glyph.complete && this.#glyph.naturalWidth > 0) context.drawImage(this.#glyph, 0, 0, this.#canvas.width, this.#canvas.height);
    const scale = Math.max(limit, LEAST_LIMIT);
    values.forEach((value, place) => {
      const tint = value < 0 ? AGAINST : FOR;
      context.fillStyle = `rgb(${tint.join(" ")} / ${(0.85 * Math.abs(value)) / scale})`;
      context.fillRect((place % width) * SCALE, Math.floor(place / width) * SCALE, SCALE, SCALE);
    });
  }
}
