// One value of a filled form: what was read, what a person says it is, and whether anybody still has to look.

export class Value extends EventTarget {
  #checked = false;
  #text;

  /** @param told the value as the service tells it */
  constructor(told, row) {
    super();
    Object.assign(this, { row, field: told.field, read: told.value, doubtful: told.doubtful, lines: told.lines });
    Object.assign(this, { crop: told.crop, confidence: told.confidence, candidates: told.candidates });
    this.#text = told.value;
  }

  get text() {
    return this.#text;
  }

  get corrected() {
    return this.#text !== this.read;
  }

  /** Whether it is doubtful and nobody has looked yet. */
  get waits() {
    return this.doubtful && !this.#checked;
  }

  get checked() {
    return this.#checked;
  }

  /** Notes what it says; `checked` once the person is done with it. */
  say(text, { checked }) {
    this.#text = text;
    this.#checked ||= checked;
    this.dispatchEvent(new Event("change"));
  }
}
