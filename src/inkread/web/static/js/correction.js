// “It was [ ]”: the right character for a reading, typed or chosen, and taken back.

import { CorrectionSender } from "./correction_sender.js";
import { part } from "./element.js";
import { say } from "./texts.js";

/** Whether `text` is one character as people count them: é may be two code points. */
export function isOneCharacter(text) {
  return [...new Intl.Segmenter().segment(text.normalize("NFC"))].length === 1;
}

export class Correction {
  #input;
  #sender;

  constructor(form, idOf) {
    this.#input = form.querySelector("input");
    this.#sender = new CorrectionSender(form, this.#input, idOf);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.choose(this.#input.value.trim());
    });
    part(form, "take-back").addEventListener("click", () => this.#sender.takeBack());
  }

  /** Offers to put `reading` right; nothing is offered for null. */
  show(reading) {
    this.#sender.offer(reading !== null);
  }

  /** Says whether the reading is kept; `words` tell why it is not, where that is known. */
  kept(id, words = null) {
    this.#sender.kept(id, words);
  }

  /** Notes that `text` is the right character. */
  async choose(text) {
    if (!isOneCharacter(text)) {
      this.#sender.refuse(say("answer.correct.one"));
      return;
    }
    await this.#sender.send(text, say("answer.correct.saved", { text }));
    this.#input.value = "";
  }
}
