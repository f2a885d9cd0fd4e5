// All values of all scans, a row a scan; a click on one opens it to be looked at.

import { element, part } from "./element.js";
import { say, sayOf } from "./texts.js";

export class ValuesTable {
  #head;
  #body;
  #options;

  /**
   * @param root the element with `data-values`
   * @param options `open(value)` shows a value large, `again(row)` reads a scan once more
   */
  constructor(root, options) {
    [this.#head, this.#body, this.#options] = [part(root, "columns"), part(root, "rows"), options];
  }

  show(rows, columns) {
    this.#head.replaceChildren(...[say("forms.file"), ...columns].map((name) => element("th", { scope: "col" }, name)));
    this.#body.replaceChildren(...rows.map((row) => this.#row(row, columns)));
  }

  #row(row, columns) {
    const warnings = (row.warnings ?? []).map((one) => element("p", { class: "wrong" }, sayOf("warning", one.code, "warning.other", one)));
    const name = element("th", { scope: "row" }, row.name, ...warnings);
    if (row.state === "read") return element("tr", {}, name, ...columns.map((column) => this.#cell(row, column)));
    const words = row.state === "waiting" ? say("forms.waiting") : row.state === "reading" ? say("upload.reading", { name: row.name }) : row.words;
    const again = row.state === "refused" ? element("button", { type: "button", onclick: () => this.#options.again(row) }, say("upload.try_again")) : null;
    return element("tr", { class: row.state }, name, element("td", { colspan: Math.max(1, columns.length) }, element("span", {}, words), again));
  }

  #cell(row, column) {
    const value = row.values.get(column);
    if (!value) return element("td", {});
    const button = element("button", { type: "button", class: "value", onclick: () => this.#options.open(value) });
    const dress = () => {
      const kind = value.waits ? "doubtful" : value.corrected ? "corrected" : value.text === "" ? "blank" : "sure";
      button.className = `value ${kind}`;
      button.replaceChildren(element("span", { class: "glyph-text" }, value.text || "–"));
      button.setAttribute("aria-label", say(`forms.cell.${kind}`, { field: column, text: value.text || say("forms.nothing") }));
    };
    value.addEventListener("change", dress);
    dress();
    return element("td", {}, button);
  }
}
