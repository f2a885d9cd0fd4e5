// All values of all scans, a row a scan; a click on one opens it to be looked at.

import { element, part } from "./element.js";
import { say, sayOf } from "./texts.js";

export class ValuesTable {
  #head;
  #body;
  #options;
  #shown = new Map(); // of each row its element, and what that was made for

  /**
   * @param root the element with `data-values`
   * @param options `open(value)` shows a value large, `again(row)` reads a scan once more
   */
  constructor(root, options) {
    [this.#head, this.#body, this.#options] = [part(root, "columns"), part(root, "rows"), options];
  }

  /** Brings the table up to date, keeping the elements of rows that stay: a focused value stays focused. */
  show(rows, columns) {
    this.#head.replaceChildren(...[say("forms.file"), ...columns].map((name) => element("th", { scope: "col" }, name)));
    const held = this.#held();
    const before = this.#shown;
    this.#shown = new Map(rows.map((row) => [row, this.#kept(row, columns, before.get(row))]));
    const there = new Set([...this.#shown.values()].map((one) => one.element));
    for (const gone of [...this.#body.children].filter((one) => !there.has(one))) gone.remove();
    [...there].forEach((one, place) => {
      if (this.#body.children[place] !== one) this.#body.insertBefore(one, this.#body.children[place] ?? null);
    });
    if (held !== null && !this.#body.contains(document.activeElement)) this.#hold(held);
  }

  #kept(row, columns, shown) {
    const made = JSON.stringify([row.state, columns]);
    return shown?.made === made ? shown : { made, element: this.#row(row, columns) };
  }

  /** Where the focus is: the place of its row, and the field of its value; null where it is elsewhere. */
  #held() {
    const at = document.activeElement;
    const place = [...this.#body.children].indexOf(at.closest("tr"));
    return place < 0 ? null : { place, field: at.dataset.field };
  }

  /** Brings the focus back where it was, or to what stands there now. */
  #hold({ place, field }) {
    const row = this.#body.children[Math.min(place, this.#body.children.length - 1)];
    if (!row) return;
    const buttons = [...row.querySelectorAll("button")];
    const same = buttons.find((button) => button.dataset.field === field);
    (same ?? buttons[0] ?? row.firstChild).focus({ preventScroll: true });
  }

  #row(row, columns) {
    const warnings = (row.warnings ?? []).map((one) => element("p", { class: "wrong" }, sayOf("warning", one.code, "warning.other", one)));
    const name = element("th", { scope: "row", tabindex: -1 }, row.name, ...warnings);
    if (row.state === "read") return element("tr", {}, name, ...columns.map((column) => this.#cell(row, column)));
    const words = row.state === "waiting" ? say("forms.waiting") : row.state === "reading" ? say("upload.reading", { name: row.name }) : row.words;
    const again = row.state === "refused" ? element("button", { type: "button", onclick: () => this.#options.again(row) }, say("upload.try_again")) : null;
    return element("tr", { class: row.state }, name, element("td", { colspan: Math.max(1, columns.length) }, element("span", {}, words), again));
  }

  #cell(row, column) {
    const value = row.values.get(column);
    if (!value) return element("td", {});
    const onclick = () => this.#options.open(value);
    const button = element("button", { type: "button", "data-field": column, onclick });
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
