// The last step: votes, and the probabilities they become, for the characters in front.

import { element } from "./element.js";
import { decimal, percent, say } from "./texts.js";

const SHOWN = 8;

export class VerdictView {
  #body = element("tbody");

  constructor() {
    const heads = ["character", "logit", "probability"].map((name) => element("th", { scope: "col" }, say(`inside.verdict.${name}`)));
    this.element = element("table", { class: "verdict" }, element("thead", {}, element("tr", {}, ...heads)), this.#body);
  }

  /**
   * @param probabilities one `{text, confidence}` for each character that may come out
   * @param votes the last layer's values, in the same order; others where only some characters may come out
   */
  show(probabilities, votes) {
    const all = votes.length === probabilities.length;
    const rows = probabilities.map((one, place) => ({ ...one, logit: all ? votes[place] : null }));
    rows.sort((one, other) => other.confidence - one.confidence);
    this.#body.replaceChildren(...rows.slice(0, SHOWN).map(row));
  }
}

function row({ text, confidence, logit }) {
  const fill = element("span", { class: "fill" });
  fill.style.width = `${(confidence * 100).toFixed(2)}%`;
  return element(
    "tr",
    {},
    element("th", { scope: "row", class: "glyph-text" }, text),
    element("td", {}, logit === null ? "–" : decimal(logit)),
    element("td", {}, element("div", { class: "share" }, element("span", { class: "track", "aria-hidden": "true" }, fill), percent(confidence))),
  );
}
