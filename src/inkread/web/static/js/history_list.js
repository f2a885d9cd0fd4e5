// The list of readings: a page at a time, with what to say where there are none.

import { deletable } from "./deletion.js";
import { part } from "./element.js";
import { HistoryEntry } from "./history_entry.js";
import { history } from "./service.js";
import { sayCount } from "./texts.js";

const PAGE = 24; // readings

export class HistoryList {
  #root;
  #changed;
  #filters = {};
  #after = null;
  #total = 0;
  #asked = 0;

  /** @param changed is called after a reading was corrected or deleted */
  constructor(root, { changed }) {
    [this.#root, this.#changed] = [root, changed];
  }

  /** Shows the readings that fit `filters`, from the first. */
  async load(filters) {
    this.#filters = filters;
    await this.#fetch(null);
  }

  /** Shows the next page below. */
  async more() {
    await this.#fetch(this.#after);
  }

  async #fetch(after) {
    const number = (this.#asked += 1);
    try {
      const { entries, next, total } = await history({ ...this.#filters, after, limit: PAGE });
      if (number !== this.#asked) return; // a later filter has been asked for meanwhile
      [this.#after, this.#total] = [next, total];
      const cards = entries.map((entry) => this.#card(entry));
      if (after === null) part(this.#root, "entries").replaceChildren(...cards);
      else part(this.#root, "entries").append(...cards);
      if (after !== null) cards[0]?.querySelector("a, button")?.focus();
      this.#trouble(null);
    } catch (error) {
      this.#trouble(error.words ?? error.message);
    }
    this.#showState();
  }

  #card(entry) {
    const template = part(this.#root, "entry").content.firstElementChild;
    const card = new HistoryEntry(template.cloneNode(true), entry, {
      corrected: this.#changed,
      deleted: (one) => this.#delete(one),
    });
    return card.element;
  }

  /** Takes a reading off the page at once; the service deletes it when it can no longer be undone. */
  async #delete({ element, entry, name }) {
    const neighbour = element.nextElementSibling ?? element.previousElementSibling;
    element.hidden = true;
    this.#total -= 1;
    this.#showState();
    (neighbour?.querySelector("[data-delete]") ?? part(this.#root, "count")).focus();
    try {
      if (await deletable(entry.id, name)) {
        element.remove();
        this.#changed();
        return;
      }
    } catch (error) {
      this.#trouble(error.words ?? error.message);
    }
    element.hidden = false;
    this.#total += 1;
    this.#showState();
    part(element, "delete").focus();
  }

  #trouble(words) {
    part(this.#root, "trouble").hidden = words === null;
    part(this.#root, "trouble").textContent = words ?? "";
  }

  #showState() {
    const filtered = Object.entries(this.#filters).some(([name, value]) => name !== "order" && value !== null && value !== "");
    const none = this.#total === 0 && part(this.#root, "trouble").hidden;
    part(this.#root, "count").textContent = none ? "" : sayCount("history.count", this.#total);
    part(this.#root, "more").hidden = this.#after === null;
    part(this.#root, "empty").hidden = !none || filtered;
    part(this.#root, "none-found").hidden = !none || !filtered;
    part(this.#root, "filters").hidden = none && !filtered;
    part(this.#root, "export").hidden = none && !filtered;
  }
}
