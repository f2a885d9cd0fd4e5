// The list of readings: a page at a time, with what to say where there are none.

import { nameOf } from "./correction_field.js";
import { deletable, isDeleted, isPending } from "./deletion.js";
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
  #total = 0; // that the service has, with those about to be deleted
  #cards = new Map(); // of the readings on the page, by their ids; hidden while they are about to be deleted
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

  /** Shows a reading that was corrected elsewhere, where its card is on the page. */
  update(entry) {
    this.#cards.get(entry.id)?.update(entry);
    this.#changed();
  }

  /** Takes a reading off the page at once; the service deletes it, and this resolves to true, when it can no longer be undone. */
  async delete({ id, text }) {
    this.#hide(id, true);
    try {
      if (await deletable(id, nameOf({ text }))) {
        if (this.#cards.has(id)) this.#forget(id);
        else await this.#recount();
        this.#changed();
        return true;
      }
    } catch (error) {
      this.#trouble(error.words ?? error.message);
    }
    this.#hide(id, false);
    return false;
  }

  async #fetch(after) {
    const number = (this.#asked += 1);
    try {
      const { entries, next, total } = await history({ ...this.#filters, after, limit: PAGE });
      if (number !== this.#asked) return; // a later filter has been asked for meanwhile
      const there = entries.filter(({ id }) => !isDeleted(id)); // asked for before, answered after
      [this.#after, this.#total] = [next, total - (entries.length - there.length)];
      if (after === null) this.#cards.clear();
      const cards = there.map((entry) => this.#card(entry));
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
      deleted: (one) => this.#deleteCard(one),
    });
    card.element.hidden = isPending(entry.id);
    this.#cards.set(entry.id, card);
    return card.element;
  }

  /** Deletes the reading of a card, which leaves the keyboard at the card beside it. */
  async #deleteCard({ element, entry }) {
    const neighbour = element.nextElementSibling ?? element.previousElementSibling;
    const gone = this.delete(entry);
    (neighbour?.querySelector("[data-delete]") ?? part(this.#root, "count")).focus();
    if (await gone) return;
    const card = this.#cards.get(entry.id); // another one, or none, where the list was asked for again meanwhile
    if (card) part(card.element, "delete").focus();
  }

  /** Hides or shows the card of a reading, where it is on the page. */
  #hide(id, is) {
    const card = this.#cards.get(id);
    if (card) card.element.hidden = is;
    this.#showState();
  }

  /** Takes the card of a reading that is deleted away, where it is on the page. */
  #forget(id) {
    const card = this.#cards.get(id);
    if (!card) return;
    card.element.remove();
    this.#cards.delete(id);
    this.#total -= 1;
    this.#showState();
  }

  /** Asks how many there are: whether a reading without a card on the page counted among them, the service knows. */
  async #recount() {
    const filters = this.#filters;
    const total = await history({ ...filters, limit: 1 }).then((page) => page.total, () => this.#total);
    if (filters !== this.#filters) return; // another list has been asked for meanwhile
    this.#total = total;
    this.#showState();
  }

  /** How many readings there are, without those about to be deleted. */
  get #shown() {
    return this.#total - [...this.#cards.values()].filter(({ element }) => element.hidden).length;
  }

  #trouble(words) {
    part(this.#root, "trouble").hidden = words === null;
    part(this.#root, "trouble").textContent = words ?? "";
  }

  #showState() {
    const filtered = Object.entries(this.#filters).some(([name, value]) => name !== "order" && value !== null && value !== "");
    const none = this.#shown === 0 && part(this.#root, "trouble").hidden;
    part(this.#root, "count").textContent = none ? "" : sayCount("history.count", this.#shown);
    part(this.#root, "more").hidden = this.#after === null;
    part(this.#root, "empty").hidden = !none || filtered;
    part(this.#root, "none-found").hidden = !none || !filtered;
    part(this.#root, "filters").hidden = none && !filtered;
    part(this.#root, "export").hidden = none && !filtered;
  }
}
