// The first convolution's own filters: what was learned, before any picture.

import { element } from "./element.js";
import { MapGrid, wordsOfDot } from "./map_grid.js";
import { paintStrip } from "./strip.js";
import { number, say } from "./texts.js";
import { Volume } from "./volume.js";

const LARGEST = 42; // CSS px a side of a filter

/** The filters of `weights`, axes (height, width, 1, filters), as a part of the page that folds to one line. */
export function kernelView(weights, field, { open }) {
  const volume = new Volume(weights);
  const grid = new MapGrid(volume, {
    largest: LARGEST,
    label: ({ channels: n, height, width, low, high }) =>
      say("inside.kernels.alt", { n, height, width, low: number(low), high: number(high) }),
    tell: (place) => field.tell(place && wordsOfDot(place, volume, "inside.kernels.point")),
  });
  const strip = element("canvas", { class: "strip", "aria-hidden": "true" });
  paintStrip(strip, volume);
  return element(
    "details",
    { class: "stage kernels", open },
    element("summary", {}, element("h4", {}, say("inside.kernels.title")), strip),
    element("p", { class: "note" }, say("inside.kernels.text")),
    grid.element,
  );
}
