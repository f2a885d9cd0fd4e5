// One reading in the queue of unsure ones: its picture, what the reader says, and the field for the answer.

import { fieldFor, hasLines, isWords, nameOf, wrongWith } from "./correction_field.js";
import { part } from "./element.js";
import { showPicture } from "./history_entry.js";
import { percent, say, sayOf } from "./texts.js";

export class Question {
  #root;
  #entry = null;
  #begun = ""; // what the field began with

  constructor(root) {
    this.#root = root;
  }

  /** Asks about a reading, with the pen in the field. */
  show(entry) {
    this.#entry = entry;
    showPicture(this.#root, entry, nameOf(entry));
    part(this.#root, "guess").textContent = guess(entry);
    part(this.#root, "help").textContent = say(`history.queue.help.${kindOf(entry)}`);
    part(this.#root, "keys").textContent = say(`history.queue.keys.${hasLines(entry) ? "lines" : "line"}`);
    this.tell("");
    const field = fieldFor(entry, this.field);
    // Enter alone once made a training image of blank paper, under the letter that it was refused as.
    if (entry.refusal && !hasLines(entry)) field.value = "";
    this.#begun = field.value.trim();
    field.focus();
    // Of one line Enter takes all or leaves it; in several it is a sign of its own, which would replace them all.
    if (hasLines(entry)) field.setSelectionRange(field.value.length, field.value.length);
    else if (isWords(entry)) field.select();
  }

  get field() {
    return this.#root.querySelector("input, textarea");
  }

  /** What the person says that it is: of an answer that is not refused, nothing typed says that it was right. */
  get answer() {
    const typed = this.field.value.trim();
    return typed === "" && !isWords(this.#entry) && !this.#entry.refusal ? this.#entry.text : typed;
  }

  /** What is wrong with the answer, in words; null where nothing is. */
  get wrong() {
    const { answer } = this;
    const untouched = this.#entry.refusal && answer === this.#begun;
    return untouched ? say(`history.queue.untouched.${kindOf(this.#entry)}`) : wrongWith(answer, this.#entry);
  }

  tell(words) {
    part(this.#root, "queue-trouble").textContent = words;
  }
}

/** What sort of help the reading needs. */
function kindOf(entry) {
  if (entry.refusal) return hasLines(entry) ? "refused_lines" : "refused";
  return isWords(entry) ? "words" : "character";
}

/** What the reader says; how sure it is of what is none says nothing. */
function guess(entry) {
  const text = nameOf(entry);
  const key = hasLines(entry) ? "history.queue.guess_lines" : "history.queue.guess";
  if (!entry.refusal) return say(key, { text, percent: percent(entry.confidence) });
  const why = sayOf("answer.refused_for", entry.refusal.code, "answer.refused");
  return say("history.queue.refused", { text, why });
}
