// “It was [ ]”: the right character for a reading, typed or chosen, and taken back.

import { part } from "./element.js";
import { correct } from "./service.js";
import { say } from "./texts.js";

/** Whether `text` is one character as people count them: é may be two code points. */
export function isOneCharacter(text) {
  return [...new Intl.Segmenter().segment(text.normalize("NFC"))].length === 1;
}

export class Correction {
  #form;
  #input;
  #idOf;

  constructor(form, idOf) {
    this.#form = form;
    this.#idOf = idOf;
    this.#input = form.querySelector("input");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.choose(this.#input.value.trim());
    });
    part(form, "take-back").addEventListener("click", () => this.#takeBack());
  }

  /** Offers to put `reading` right; nothing is offered for null. */
  show(reading) {
    this.#form.hidden = reading === null;
    this.#say("");
    part(this.#form, "take-back").hidden = true;
    if (reading === null) part(this.#form, "kept").textContent = "";
  }

  /** Says whether the reading is kept; `words` tell why it is not, where that is known. */
  kept(id, words = null) {
    const why = words === null ? say("answer.not_kept") : say("answer.not_kept_because", { words });
    part(this.#form, "kept").textContent = id === null ? why : say("answer.kept");
  }

  /** Notes that `text` is the right character. */
  async choose(text) {
    if (!isOneCharacter(text)) {
      this.#say(say("answer.correct.one"), true);
      this.#input.focus();
      return;
    }
    await this.#send(text, say("answer.correct.saved", { text }));
    this.#input.value = "";
  }

  async #takeBack() {
    await this.#send(null, say("answer.correct.taken_back"));
    this.#input.focus();
  }

  async #send(text, words) {
    try {
      const id = await this.#idOf();
      this.kept(id);
      if (id === null) return;
      await correct(id, text);
      part(this.#form, "take-back").hidden = text === null;
      this.#say(words);
    } catch (error) {
      this.#say(error.words ?? error.message, true);
    }
  }

  #say(words, wrong = false) {
    const output = part(this.#form, "corrected");
    output.textContent = words;
    output.classList.toggle("wrong", wrong);
  }
}
