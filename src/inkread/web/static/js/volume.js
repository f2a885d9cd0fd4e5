// A block of numbers with its axes: the maps of a layer, its units, or the weights of its filters.

import { decode } from "./float16.js";

export class Volume {
  /** @param values axes (height, width, channels), row by row, channels last */
  constructor({ shape, values }) {
    this.values = decode(values);
    [this.height, this.width, this.channels] = shape.length >= 3 ? [shape[0], shape[1], shape.at(-1)] : [1, 1, shape.at(-1)];
    this.flat = shape.length < 3 || (shape[0] === 1 && shape[1] === 1);
    this.low = this.values.reduce((least, value) => Math.min(least, value), Infinity);
    this.high = this.values.reduce((most, value) => Math.max(most, value), -Infinity);
    this.limit = Math.max(Math.abs(this.low), Math.abs(this.high));
  }

  at(row, column, channel) {
    return this.values[(row * this.width + column) * this.channels + channel];
  }

  /** The channel that holds the greatest value. */
  get best() {
    return this.values.indexOf(this.high) % this.channels;
  }
}
