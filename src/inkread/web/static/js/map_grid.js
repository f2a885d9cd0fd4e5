// The feature maps of one layer as a grid on a canvas, to be pointed at, walked through and enlarged.

import { element } from "./element.js";
import { fill } from "./palette.js";
import { number, say } from "./texts.js";

const GAP = 4; // CSS px between maps
// CSS px a side of a map: many maps are shown smaller, so that a layer of 256 fits a screen as one of 16 does.
const [LARGEST, SMALLEST, ALONE] = [84, 22, 448];
const TALLEST = 300; // CSS px that all maps of a layer should take together
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class MapGrid {
  #canvas = element("canvas", { class: "maps", tabindex: 0, role: "application" });
  #volume;
  #options;
  #place = null; // the dot that is chosen: {channel, row, column}
  #small = element("canvas"); // one dot a pixel
  #context = this.#small.getContext("2d", { willReadFrequently: true });
  #maps = element("canvas"); // all maps without the frame round the chosen one

  /**
   * @param options `label(volume)` describes the maps; `tell(place, volume)` is called with the dot that is
   *   pointed at, or null; `largest` is the CSS px a side that a map may have; `enlarge(channel)` opens one map, or null where there is nothing to open
   */
  constructor(volume, options) {
    this.#options = options;
    this.element = element("div", { class: "map-frame" }, this.#canvas);
    const listen = (name, handler) => this.#canvas.addEventListener(name, handler);
    listen("pointermove", (event) => this.#choose(this.#under(event)));
    listen("pointerdown", (event) => this.#choose(this.#under(event)));
    listen("pointerleave", () => document.activeElement !== this.#canvas && this.#choose(null));
    listen("click", (event) => this.#enlarge(this.#under(event)));
    listen("keydown", (event) => this.#key(event));
    listen("focus", () => this.#choose(this.#place ?? { channel: this.#volume.best, row: 0, column: 0 }));
    listen("blur", () => this.#choose(null));
    this.#volume = volume;
    this.update(volume);
    new ResizeObserver(() => this.#render()).observe(this.element);
  }

  /** Shows other values of the same shape. */
  update(volume) {
    this.#volume = volume;
    this.#canvas.setAttribute("aria-label", this.#options.label(volume));
    this.#render();
    if (this.#place) this.#options.tell(this.#place, volume);
  }

  /** Dots a side, maps a row and CSS px a dot, for the room there is. */
  get #layout() {
    const { height, width, channels } = this.#volume;
    const room = Math.max(120, this.element.clientWidth);
    const only = this.#options.channel !== undefined;
    const shown = only ? 1 : channels;
    const fitting = Math.sqrt((room * TALLEST) / shown) - GAP;
    const most = Math.min(this.#options.largest ?? LARGEST, (room - 3 * GAP) / 4);
    const side = only ? Math.min(room, ALONE) : Math.min(most, Math.max(SMALLEST, fitting));
    const dot = Math.max(1, Math.floor(side / Math.max(height, width)));
    const [cellWidth, cellHeight] = [width * dot + GAP, height * dot + GAP];
    const columns = Math.min(shown, Math.max(1, Math.floor((room + GAP) / cellWidth)));
    return { dot, columns, cellWidth, cellHeight, rows: Math.ceil(shown / columns), shown };
  }

  #channel(cell) {
    return this.#options.channel ?? cell;
  }

  /** Paints all maps; pointing at them then only moves a frame. */
  #render() {
    const { height, width, channels, values, limit } = this.#volume;
    const { dot, columns, cellWidth, cellHeight, rows, shown } = this.#layout;
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    const [wide, high] = [columns * cellWidth - GAP, rows * cellHeight - GAP];
    for (const canvas of [this.#canvas, this.#maps]) Object.assign(canvas, { width: wide * ratio, height: high * ratio });
    Object.assign(this.#canvas.style, { width: `${wide}px`, height: `${high}px` });
    Object.assign(this.#small, { width, height });
    const context = this.#maps.getContext("2d");
    context.imageSmoothingEnabled = false;
    const image = this.#context.createImageData(width, height);
    for (let cell = 0; cell < shown; cell += 1) {
      const channel = this.#channel(cell);
      fill(image, limit, (place) => values[place * channels + channel]);
      this.#context.putImageData(image, 0, 0);
      const [left, top] = [(cell % columns) * cellWidth, Math.floor(cell / columns) * cellHeight];
      context.drawImage(this.#small, left * ratio, top * ratio, width * dot * ratio, height * dot * ratio);
    }
    this.#paint();
  }

  #paint() {
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#maps.width > 0) context.drawImage(this.#maps, 0, 0);
    if (this.#place) this.#mark(context, Math.max(1, Math.round(devicePixelRatio)));
  }

  /** Puts a frame round the dot that is chosen and one round its map. */
  #mark(context, ratio) {
    const { dot, columns, cellWidth, cellHeight } = this.#layout;
    const { channel, row, column } = this.#place;
    const cell = this.#options.channel === undefined ? channel : 0;
    const [left, top] = [(cell % columns) * cellWidth, Math.floor(cell / columns) * cellHeight];
    context.strokeStyle = "#ffd24a";
    context.lineWidth = 2 * ratio;
    context.strokeRect(left * ratio, top * ratio, (cellWidth - GAP) * ratio, (cellHeight - GAP) * ratio);
    context.lineWidth = ratio;
    context.strokeRect((left + column * dot) * ratio, (top + row * dot) * ratio, dot * ratio, dot * ratio);
  }

  #under(event) {
    const box = this.#canvas.getBoundingClientRect();
    const { dot, columns, cellWidth, cellHeight, shown } = this.#layout;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const cell = Math.floor(y / cellHeight) * columns + Math.floor(x / cellWidth);
    const [row, column] = [Math.floor((y % cellHeight) / dot), Math.floor((x % cellWidth) / dot)];
    const inside = cell >= 0 && cell < shown && row < this.#volume.height && column < this.#volume.width;
    return inside ? { channel: this.#channel(cell), row, column } : null;
  }

  #choose(place) {
    this.#place = place;
    this.#paint();
    this.#options.tell(place, this.#volume);
  }

  #enlarge(place) {
    if (place && this.#options.enlarge) this.#options.enlarge(place.channel);
  }

  #key(event) {
    const { height, width, channels } = this.#volume;
    const { channel, row, column } = this.#place ?? { channel: 0, row: 0, column: 0 };
    if (event.key === "Enter") this.#enlarge({ channel });
    else if (event.key in MOVES) {
      const [down, right] = MOVES[event.key];
      const [toRow, toColumn] = [row + down, column + right];
      if (event.shiftKey || toColumn < 0 || toColumn >= width) {
        // Shift, or a step over the edge, goes to the next map.
        const next = (channel + (right || down) + channels) % channels;
        this.#choose({ channel: this.#channel(next), row, column: event.shiftKey ? column : (toColumn + width) % width });
      } else {
        this.#choose({ channel, row: Math.min(height - 1, Math.max(0, toRow)), column: toColumn });
      }
    } else return;
    event.preventDefault();
  }
}

/** The words for a dot of a feature map. */
export function wordsOfDot({ channel, row, column }, volume, key = "inside.stage.point_maps") {
  const value = number(volume.at(row, column, channel));
  return say(key, { filter: channel + 1, row: row + 1, column: column + 1, value });
}
