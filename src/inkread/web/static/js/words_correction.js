// The right text for some writing, typed over what was read, chosen, and taken back.

import { CorrectionSender } from "./correction_sender.js";
import { part } from "./element.js";
import { say } from "./texts.js";

export class WordsCorrection {
  #field;
  #sender;
  #typed = false; // whether the field holds what the person wrote: a newer answer leaves it alone

  /** @param idOf returns a promise of the id under which the reading is kept, or null */
  constructor(form, idOf) {
    this.#field = form.querySelector("textarea");
    this.#sender = new CorrectionSender(form, this.#field, idOf);
    this.#field.addEventListener("input", () => {
      this.#typed = true;
      this.#fit();
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || this.#field.value.includes("\n")) return;
      event.preventDefault(); // of one line, Enter saves; Shift Enter begins another
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(this.#field.value.trim());
    });
    part(form, "take-back").addEventListener("click", () => this.#takeBack());
  }

  /** The text as it stands to be saved. */
  get text() {
    return this.#field.value;
  }

  /** Offers to put a text right; nothing is offered for null. */
  show(text) {
    this.#sender.offer(text !== null);
    if (text === null) this.#typed = false;
    if (!this.#typed) this.#field.value = text ?? "";
    this.#fit();
  }

  /** Puts a text into the field, to be saved by the person. */
  propose(text) {
    this.#field.value = text;
    this.#typed = true;
    this.#fit();
    this.#sender.say(say("words.correct.proposed"));
  }

  /** Says why a text cannot be changed as asked; the person is then at its field. */
  refuse(words) {
    this.#sender.refuse(words);
  }

  /** Shows that a text was saved as the right one, before. */
  corrected(text) {
    this.#field.value = text;
    this.#typed = true;
    this.#fit();
    this.#sender.isCorrected(true);
  }

  /** Says whether the reading is kept; `words` tell why it is not, where that is known. */
  kept(id, words = null) {
    this.#sender.kept(id, words);
  }

  /** Notes that `text` is the right one. */
  async save(text) {
    if (text === "") {
      this.#sender.refuse(say("words.correct.empty"));
      return;
    }
    this.#field.value = text;
    this.#typed = true;
    this.#fit();
    await this.#sender.send(text, say("words.correct.saved"));
  }

  async #takeBack() {
    this.#typed = false;
    await this.#sender.takeBack();
  }

  #fit() {
    this.#field.rows = Math.max(1, this.#field.value.split("\n").length);
  }
}
