// The steps from paper to glyph: each with its picture, what it does, and its numbers.

import { element } from "./element.js";
import { number, say, sayOf } from "./texts.js";

export class TrailView {
  element = element("ol", { class: "trail" });

  /** Shows the trail of an explanation and, last, the glyph itself. */
  show({ trail, reading }) {
    const steps = [...trail.steps];
    const last = steps.at(-1);
    if (last?.name === "frame" && !last.picture) last.picture = reading.glyph;
    const warnings = reading.warnings.map((warning) => element("li", { class: "notice" }, sayOf("warning", warning.code, "warning.other", warning)));
    this.element.replaceChildren(...steps.filter((step) => step.picture || Object.keys(step.numbers).length > 0).map(item), ...warnings);
  }
}

function item({ name, numbers, picture }, place) {
  const title = sayOf("inside.trail", `${name}.name`, "inside.trail.other.name", { name });
  const small = name === "frame" || name === "glyph";
  const alt = say("inside.trail.alt", { name: title });
  return element(
    "li",
    {},
    element("div", { class: "trail-picture" }, picture ? element("img", { src: picture, alt, class: small ? "dots" : "" }) : ""),
    element("h4", {}, `${place + 1}. ${title}`),
    element("p", { class: "note" }, sayOf("inside.trail", `${name}.text`, "inside.trail.other.text", { name })),
    numbersOf(numbers),
  );
}

/** The numbers behind a step, for those who want them. */
function numbersOf(numbers) {
  const rows = Object.entries(numbers).flatMap(([name, value]) => [
    element("dt", {}, name.replaceAll("_", " ")),
    element("dd", {}, written(value)),
  ]);
  if (rows.length === 0) return null;
  return element("details", {}, element("summary", {}, say("inside.trail.numbers")), element("dl", {}, ...rows));
}

function written(value) {
  if (typeof value === "boolean") return say(value ? "inside.number.yes" : "inside.number.no");
  if (Array.isArray(value)) return value.map(written).join(" ");
  return typeof value === "number" ? number(value) : String(value);
}
