// A layer in one line: its first maps small, or its units as a row of colours.

import { fill } from "./palette.js";

const MOST_MAPS = 8; // shown; the rest is there once the layer is unfolded
const MOST_UNITS = 128;

/** Paints the values of `volume` on `canvas`, a dot a pixel; the style sheet gives it its size. */
export function paintStrip(canvas, volume) {
  const { height, width, channels, values, limit, flat } = volume;
  const context = canvas.getContext("2d");
  canvas.classList.toggle("flat", flat);
  if (flat) {
    canvas.width = Math.min(channels, MOST_UNITS);
    canvas.height = 1;
    context.putImageData(filled(context.createImageData(canvas.width, 1), limit, (place) => values[place]), 0, 0);
    return;
  }
  const shown = Math.min(channels, MOST_MAPS);
  const gap = Math.max(1, Math.round(width / 9));
  canvas.width = shown * (width + gap) - gap;
  canvas.height = height;
  for (let channel = 0; channel < shown; channel += 1) {
    const image = context.createImageData(width, height);
    context.putImageData(filled(image, limit, (place) => values[place * channels + channel]), channel * (width + gap), 0);
  }
}

function filled(image, limit, at) {
  fill(image, limit, at);
  return image;
}
