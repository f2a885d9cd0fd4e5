// What every correction does: send the right text, take it back, and say what became of it.

import { part } from "./element.js";
import { correct } from "./service.js";
import { say } from "./texts.js";

export class CorrectionSender {
  #form;
  #field;
  #idOf;

  /** @param idOf returns a promise of the id under which the reading is kept, or null */
  constructor(form, field, idOf) {
    [this.#form, this.#field, this.#idOf] = [form, field, idOf];
  }

  /** Offers to put a reading right, or hides the offer. */
  offer(isOffered) {
    this.#form.hidden = !isOffered;
    this.say("");
    part(this.#form, "take-back").hidden = true;
    if (!isOffered) part(this.#form, "kept").textContent = "";
  }

  /** Says whether the reading is kept; `words` tell why it is not, where that is known. */
  kept(id, words = null) {
    const why = words === null ? say("answer.not_kept") : say("answer.not_kept_because", { words });
    part(this.#form, "kept").textContent = id === null ? why : say("answer.kept");
  }

  /** Sends the right text, and says `words` when that went well; resolves to whether it did. */
  async send(text, words) {
    try {
      const id = await this.#idOf();
      this.kept(id);
      if (id === null) return false;
      await correct(id, text);
      this.isCorrected(text !== null);
      this.say(words);
      return true;
    } catch (error) {
      this.say(error.words ?? error.message, true);
      return false;
    }
  }

  /** Takes the right text back; resolves to whether that went well. */
  async takeBack() {
    const isDone = await this.send(null, say("answer.correct.taken_back"));
    this.#field.focus();
    return isDone;
  }

  /** Says why a text is none to send. */
  refuse(words) {
    this.say(words, true);
    this.#field.focus();
  }

  /** Offers to take a right text back where there is one. */
  isCorrected(is) {
    part(this.#form, "take-back").hidden = !is;
  }

  say(words, wrong = false) {
    const output = part(this.#form, "corrected");
    output.textContent = words;
    output.classList.toggle("wrong", wrong);
  }
}
