// The first convolution's own filters: what was learned, before any picture.

import { element } from "./element.js";
import { MapGrid, wordsOfDot } from "./map_grid.js";
import { number, say } from "./texts.js";
import { Volume } from "./volume.js";

const LARGEST = 42; // CSS px a side of a filter

/** The filters of `weights`, axes (height, width, 1, filters), as a section of the page. */
export function kernelView(weights, field) {
  const volume = new Volume(weights);
  const grid = new MapGrid(volume, {
    largest: LARGEST,
    label: ({ channels: n, height, width, low, high }) =>
      say("inside.kernels.alt", { n, height, width, low: number(low), high: number(high) }),
    tell: (place) => field.tell(place && wordsOfDot(place, volume, "inside.kernels.point")),
  });
  return element(
    "section",
    { class: "stage kernels" },
    element("h4", {}, say("inside.kernels.title")),
    element("p", { class: "note" }, say("inside.kernels.text")),
    grid.element,
  );
}
