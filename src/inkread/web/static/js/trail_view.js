// The steps from paper to glyph: each with its picture, what it does, and its numbers.

import { element } from "./element.js";
import { number, say, sayOf } from "./texts.js";

export class TrailView {
  element = element("ol", { class: "trail" });
  #items = [];

  /** Shows the trail of an explanation and, last, the glyph itself; while the steps are the same, only what is in them changes. */
  show({ trail, reading }) {
    const steps = [...trail.steps];
    const last = steps.at(-1);
    if (last?.name === "frame" && !last.picture) last.picture = reading.glyph;
    const shown = steps.filter((step) => step.picture || Object.keys(step.numbers).length > 0);
    if (shown.length !== this.#items.length || shown.some(({ name }, place) => name !== this.#items[place].name)) {
      this.#items = shown.map((step, place) => new Item(step, place));
    }
    shown.forEach((step, place) => this.#items[place].show(step));
    const warnings = reading.warnings.map((warning) => element("li", { class: "notice" }, sayOf("warning", warning.code, "warning.other", warning)));
    const items = this.#items.map((item) => item.element);
    // What is put in anew loses the focus.
    if (items.some((item) => item.parentNode !== this.element)) this.element.replaceChildren(...items);
    for (const notice of this.element.querySelectorAll(".notice")) notice.remove();
    this.element.append(...warnings);
  }
}

class Item {
  #picture = element("img", {});
  #frame = element("div", { class: "trail-picture" });
  #numbers = element("dl");
  #details = element("details", {}, element("summary", {}, say("inside.trail.numbers")), this.#numbers);

  constructor({ name }, place) {
    this.name = name;
    const title = sayOf("inside.trail", `${name}.name`, "inside.trail.other.name", { name });
    this.#picture.alt = say("inside.trail.alt", { name: title });
    this.#picture.classList.toggle("dots", name === "frame" || name === "glyph");
    const words = sayOf("inside.trail", `${name}.text`, "inside.trail.other.text", { name });
    const text = element("div", {}, element("h4", {}, `${place + 1}. ${title}`), element("p", { class: "note" }, words), this.#details);
    this.element = element("li", {}, this.#frame, text);
  }

  show({ picture, numbers }) {
    if (picture) this.#picture.src = picture;
    this.#frame.replaceChildren(...(picture ? [this.#picture] : []));
    const rows = Object.entries(numbers).flatMap(([name, value]) => [
      element("dt", {}, name.replaceAll("_", " ")),
      element("dd", {}, written(value)),
    ]);
    this.#details.hidden = rows.length === 0;
    this.#numbers.replaceChildren(...rows);
  }
}

function written(value) {
  if (typeof value === "boolean") return say(value ? "inside.number.yes" : "inside.number.no");
  if (Array.isArray(value)) return value.map(written).join(" ");
  return typeof value === "number" ? number(value) : String(value);
}
