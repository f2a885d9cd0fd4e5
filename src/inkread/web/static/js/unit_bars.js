// The numbers of a dense layer as bars: up and blue is for, down and orange is against.

import { element } from "./element.js";
import { colour } from "./palette.js";
import { number, say } from "./texts.js";

const HEIGHT = 96; // CSS px
const LEAST = 2; // CSS px a bar
const MOST = 18;

export class UnitBars {
  #canvas = element("canvas", { class: "bars", tabindex: 0, role: "application" });
  #volume;
  #options;
  #unit = null;

  /** @param options `label(volume)`, and `tell(unit, volume)` for the bar that is pointed at, or null */
  constructor(volume, options) {
    this.#options = options;
    this.element = element("div", { class: "map-frame" }, this.#canvas);
    const listen = (name, handler) => this.#canvas.addEventListener(name, handler);
    listen("pointermove", (event) => this.#choose(this.#under(event)));
    listen("pointerleave", () => this.#choose(null));
    listen("focus", () => this.#choose(this.#volume.best));
    listen("blur", () => this.#choose(null));
    listen("keydown", (event) => this.#key(event));
    this.#volume = volume;
    this.update(volume);
    new ResizeObserver(() => this.#paint()).observe(this.element);
  }

  update(volume) {
    this.#volume = volume;
    this.#canvas.setAttribute("aria-label", this.#options.label(volume));
    this.#paint();
    if (this.#unit !== null) this.#options.tell(this.#unit, volume);
  }

  /** CSS px a bar, its gap included. */
  get #step() {
    const room = Math.max(120, this.element.clientWidth);
    return Math.min(MOST, Math.max(LEAST, Math.floor(room / this.#volume.channels)));
  }

  #paint() {
    const { channels, values, low, high } = this.#volume;
    const step = this.#step;
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    const width = Math.min(channels * step, Math.max(120, this.element.clientWidth));
    Object.assign(this.#canvas, { width: width * ratio, height: HEIGHT * ratio });
    Object.assign(this.#canvas.style, { width: `${width}px`, height: `${HEIGHT}px` });
    const context = this.#canvas.getContext("2d");
    context.scale(ratio, ratio);
    const span = Math.max(high, 0) - Math.min(low, 0) || 1;
    const zero = (Math.max(high, 0) / span) * (HEIGHT - 4) + 2;
    values.forEach((value, unit) => {
      const length = (value / span) * (HEIGHT - 4);
      context.fillStyle = unit === this.#unit ? "#ffd24a" : `rgb(${colour(value, 2 * this.#volume.limit).join(" ")})`;
      context.fillRect(unit * step, Math.min(zero, zero - length), step > 3 ? step - 1 : step, Math.max(1, Math.abs(length)));
    });
  }

  #under(event) {
    const unit = Math.floor((event.clientX - this.#canvas.getBoundingClientRect().left) / this.#step);
    return unit >= 0 && unit < this.#volume.channels ? unit : null;
  }

  #choose(unit) {
    this.#unit = unit;
    this.#paint();
    this.#options.tell(unit, this.#volume);
  }

  #key(event) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const { channels } = this.#volume;
    this.#choose(((this.#unit ?? 0) + move + channels) % channels);
  }
}

/** The words for a bar. */
export function wordsOfUnit(unit, volume) {
  return say("inside.stage.point_units", { unit: unit + 1, value: number(volume.values[unit]) });
}
