// The queue of unsure readings: type the right character, Enter, next.

import { isDeleted, isPending } from "./deletion.js";
import { part } from "./element.js";
import { Question } from "./history_question.js";
import { correct, history } from "./service.js";
import { sayCount } from "./texts.js";

const AHEAD = 20; // readings fetched at once

export class Queue {
  #root;
  #question;
  #handlers;
  #entries = [];
  #left = 0;
  #later = new Set(); // ids to be left alone until the page is opened again
  #busy = false;

  /**
   * @param answered is called with a reading that was confirmed or corrected
   * @param deleted is called with one on which there is nothing to read; resolves to false where that is undone
   * @param closed is called when the queue is left
   */
  constructor(root, handlers) {
    [this.#root, this.#handlers, this.#question] = [root, handlers, new Question(root)];
    root.addEventListener("keydown", (event) => this.#key(event));
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#step((entry) => this.#answer(entry));
    });
    part(root, "later").addEventListener("click", () => this.#skip());
    part(root, "nothing").addEventListener("click", () => this.#delete());
    part(root, "stop").addEventListener("click", () => this.#close());
  }

  /** Offers the queue where there is something in it. */
  async refresh() {
    if (!this.#root.hidden) return; // when it is left
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
    this.#count();
    if (entry) this.#question.show(entry);
    else part(this.#root, "stop").focus();
  }

  #count() {
    part(this.#root, "left").textContent = this.#entry ? sayCount("history.queue.left", this.#left) : "";
  }

  #key(event) {
    const { field } = this.#question;
    const command = event.ctrlKey || event.metaKey;
    const inLines = event.target.tagName === "TEXTAREA"; // where Enter and the arrows have a meaning of their own
    if (event.key === "Escape") this.#close();
    else if (event.key === "ArrowDown" && (command || !inLines)) this.#skip();
    else if (event.key === "Enter" && command && inLines) this.#root.querySelector("form").requestSubmit();
    // A key held down to empty the field deletes no reading.
    else if (event.key === "Delete" && event.target === field && field.value === "" && !event.repeat) this.#delete();
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
      this.#question.tell(error.words ?? error.message);
    } finally {
      this.#busy = false;
    }
  }

  /** Notes what the person says that it is. */
  async #answer(entry) {
    const { answer, wrong } = this.#question;
    if (wrong !== null) {
      this.#question.tell(wrong);
      this.#question.field.focus();
      return;
    }
    this.#handlers.answered(await correct(entry.id, answer));
    await this.#next(entry);
  }

  async #skip() {
    await this.#step((entry) => {
      this.#later.add(entry.id);
      return this.#next(entry);
    });
  }

  /** Goes on at once; the reading comes back to the end of the queue where its deletion is undone. */
  async #delete() {
    await this.#step((entry) => {
      this.#handlers.deleted(entry).then((gone) => gone || this.#takeBack(entry));
      return this.#next(entry);
    });
  }

  #takeBack(entry) {
    if (this.#root.hidden) {
      this.refresh();
      return;
    }
    if (this.#entries.some(({ id }) => id === entry.id)) return;
    this.#entries.push(entry);
    this.#left += 1;
    if (this.#entries.length === 1) this.#show();
    else this.#count();
    this.#question.field.focus();
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
    this.#handlers.closed();
    part(document, "queue-open").focus();
  }
}
