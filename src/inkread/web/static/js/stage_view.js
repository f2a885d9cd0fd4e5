// One stage of the network: what it is, its values or a line of them, and one of its maps enlarged.

import { element } from "./element.js";
import { MapGrid, wordsOfDot } from "./map_grid.js";
import { paintStrip } from "./strip.js";
import { number, say, sayOf } from "./texts.js";
import { UnitBars, wordsOfUnit } from "./unit_bars.js";
import { Volume } from "./volume.js";
import { zoom } from "./zoom.js";

export class StageView {
  #stage;
  #field;
  #values;
  #volume;
  #strip = element("canvas", { class: "strip", "aria-hidden": "true" });

  /**
   * @param field the view of the glyph, on which the receptive field is shown
   * @param isFirst whether it is the first of its kind, which says what such a stage does
   * @param open whether it is unfolded at first
   */
  constructor(stage, { number, field, isFirst, open }) {
    this.#field = field;
    this.#stage = stage;
    this.#volume = new Volume(stage);
    const views = this.#volume.flat ? UnitBars : MapGrid;
    this.#values = new views(this.#volume, {
      label: (volume) => this.#label(volume),
      tell: (place, volume) => this.#tell(place, volume, this.#field),
      enlarge: (channel) => this.#enlarge(channel),
    });
    this.element = element(
      "details",
      { class: "stage", open, ontoggle: () => this.#show() },
      element("summary", {}, element("h4", {}, `${number}. ${this.#name}`, element("small", {}, ` ${shapeWords(this.#volume)}`)), this.#strip),
      isFirst ? element("p", { class: "note" }, sayOf("inside.stage", `${kindOf(stage)}.text`, "inside.stage.other.text")) : null,
      this.#values.element,
    );
    this.#show();
  }

  /** Shows the values of another image. */
  update(stage) {
    this.#stage = stage;
    this.#volume = new Volume(stage);
    this.#show();
  }

  /** Paints what can be seen of it: while the pen moves, a folded layer costs no more than its line. */
  #show() {
    if (this.element.open) this.#values.update(this.#volume);
    else paintStrip(this.#strip, this.#volume);
  }

  get #name() {
    return sayOf("inside.stage", `${kindOf(this.#stage)}.name`, "inside.stage.other.name", { name: this.#stage.name });
  }

  #label(volume) {
    const { height, width, channels: n, low, high, best } = volume;
    const values = { name: this.#name, n, height, width, low: number(low), high: number(high), best: best + 1 };
    return say(volume.flat ? "inside.stage.alt_units" : "inside.stage.alt_maps", values);
  }

  #tell(place, volume, field) {
    if (place === null) field.tell(null);
    else if (volume.flat) field.tell(wordsOfUnit(place, volume));
    else field.tell(wordsOfDot(place, volume), this.#stage.receptive_field, place);
  }

  #enlarge(channel) {
    const field = this.#field.another();
    const large = new MapGrid(this.#volume, {
      channel,
      label: (volume) => this.#label(volume),
      tell: (place, volume) => this.#tell(place, volume, field),
    });
    zoom(say("inside.stage.zoomed", { name: this.#name, filter: channel + 1 }), large.element, field.element);
  }
}

/** What the page calls the stage: the last one's values are votes, whatever layer they come from. */
export function kindOf({ kind, name }) {
  return name === "logits" ? "logits" : kind;
}

function shapeWords({ flat, channels: n, height, width }) {
  return flat ? say("inside.stage.shape_units", { n }) : say("inside.stage.shape_maps", { n, height, width });
}
