// The queue of unsure readings: type the right character, Enter, next.

import { fieldFor, isWords, nameOf, wrongWith } from "./correction_field.js";
import { isDeleted, isPending } from "./deletion.js";
import { part } from "./element.js";
import { showPicture } from "./history_entry.js";
import { correct, history } from "./service.js";
import { percent, say, sayCount } from "./texts.js";

const AHEAD = 20; // readings fetched at once

export class Queue {
  #root;
  #answered;
  #entries = [];
  #left = 0;
  #later = new Set(); // ids to be left alone until the page is opened again
  #busy = false;

  /** @param answered is called when the queue is left */
  constructor(root, { answered }) {
    [this.#root, this.#answered] = [root, answered];
    root.addEventListener("keydown", (event) => this.#key(event));
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#step((entry) => this.#answer(entry));
    });
    part(root, "later").addEventListener("click", () => this.#skip());
    part(root, "stop").addEventListener("click", () => this.#close());
  }

  /** Offers the queue where there is something in it. */
  async refresh() {
    // Where the service does not answer, the list beside it says so already.
    const { total } = await this.#fetch(1).catch(() => ({ total: 0 }));
    part(document, "queue-open").hidden = total === 0;
  }

  async open() {
    this.#later.clear();
    this.#root.hidden = false;
    await this.#fill();
    this.#root.scrollIntoView({ block: "nearest" });
  }

  async #fetch(limit) {
    return history({ order: "unsure", corrected: false, limit });
  }

  async #fill() {
    const { entries, total } = await this.#fetch(AHEAD + this.#later.size);
    this.#entries = entries.filter(({ id }) => !(this.#later.has(id) || isPending(id) || isDeleted(id)));
    this.#left = total - (entries.length - this.#entries.length);
    this.#show();
  }

  get #entry() {
    return this.#entries[0] ?? null;
  }

  #show() {
    const entry = this.#entry;
    part(this.#root, "done").hidden = entry !== null;
    part(this.#root, "question").hidden = entry === null;
    part(this.#root, "left").textContent = entry ? sayCount("history.queue.left", this.#left) : "";
    if (!entry) {
      part(this.#root, "stop").focus();
      return;
    }
    const name = nameOf(entry);
    showPicture(this.#root, entry, name);
    part(this.#root, "guess").textContent = say("history.queue.guess", { text: name, percent: percent(entry.confidence) });
    this.#tell("");
    fieldFor(entry, this.#input).focus();
    if (isWords(entry)) this.#input.select();
  }

  get #input() {
    return this.#root.querySelector("input, textarea");
  }

  #key(event) {
    if (event.key === "Escape") this.#close();
    else if (event.key === "ArrowDown" && event.target.tagName !== "TEXTAREA") this.#skip();
    else return;
    event.preventDefault();
  }

  /** One step at a time: a key that comes before the service has answered is meant for no other reading. */
  async #step(take) {
    const entry = this.#entry;
    if (this.#busy || entry === null) return;
    this.#busy = true;
    try {
      await take(entry);
    } catch (error) {
      this.#tell(error.words ?? error.message);
    } finally {
      this.#busy = false;
    }
  }

  /** Notes what was typed; nothing typed says that the answer was right. */
  async #answer(entry) {
    const text = this.#input.value.trim() || entry.text;
    const wrong = wrongWith(text, entry);
    if (wrong !== null) {
      this.#tell(wrong);
      return;
    }
    await correct(entry.id, text);
    await this.#next(entry);
  }

  async #skip() {
    await this.#step((entry) => {
      this.#later.add(entry.id);
      return this.#next(entry);
    });
  }

  async #next({ id }) {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#left -= 1;
    if (this.#entries.length > 0) this.#show();
    else await this.#fill();
  }

  #close() {
    this.#root.hidden = true;
    this.refresh();
    this.#answered();
    part(document, "queue-open").focus();
  }

  #tell(words) {
    part(this.#root, "queue-trouble").textContent = words;
  }
}
