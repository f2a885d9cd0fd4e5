// The right text for some writing, typed over what was read, chosen, and taken back.

import { CorrectionSender } from "./correction_sender.js";
import { part } from "./element.js";
import { say } from "./texts.js";

export class WordsCorrection {
  #field;
  #sender;
  #read = null; // the text of the answer, null where there is none
  #typed = false; // whether the field holds what the person wrote: a newer answer leaves it alone
  #saved = null; // the text that was saved as the right one for what the answer is of
  #round = 0; // how often the answer became one of something else

  /** @param idOf returns a promise of the id under which the reading is kept, or null */
  constructor(form, idOf) {
    this.#field = form.querySelector("textarea");
    this.#sender = new CorrectionSender(form, this.#field, idOf);
    this.#field.addEventListener("input", () => {
      this.#typed = true;
      this.#sender.say(""); // what was said was of another text
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

  /** What was typed and would be lost with the answer; null where there is no such text. */
  get unsaved() {
    const text = this.#field.value.trim();
    return this.#typed && ![this.#saved, this.#read, ""].includes(text) ? text : null;
  }

  /** Offers to put a text right; nothing is offered for null, and what was typed waits for the next text. */
  show(text) {
    if (text === null) this.#saved = null;
    this.#read = text;
    if (!this.#typed) this.#field.value = text ?? "";
    this.#fit();
    if (this.#saved !== null) return; // an answer to the same writing that came late
    this.#sender.offer(text !== null);
    this.#tellUnsaved();
  }

  /** Offers nothing any more: what was typed was for a sheet that is gone. */
  forget() {
    this.#typed = false;
    this.show(null);
  }

  /** From now on the answer is one of something else, for which nothing was saved. */
  renew() {
    this.#round += 1;
    if (this.#field.value.trim() === this.#read) this.#typed = false;
    this.#saved = null;
    this.#sender.isCorrected(false);
    this.#sender.say("");
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
    this.#field.value = this.#saved = text;
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
    const round = this.#round;
    if (!(await this.#sender.send(text, say("words.correct.saved")))) return;
    if (round === this.#round) {
      this.#saved = text;
      return;
    }
    this.#sender.isCorrected(false);
    this.#tellUnsaved();
  }

  async #takeBack() {
    if (!(await this.#sender.takeBack())) return;
    [this.#typed, this.#saved] = [false, null];
    this.#field.value = this.#read;
    this.#fit();
  }

  #tellUnsaved() {
    this.#sender.say(this.unsaved === null ? "" : say("words.correct.unsaved"), true);
  }

  #fit() {
    this.#field.rows = Math.max(1, this.#field.value.split("\n").length);
  }
}
