// One value of a filled form: what was read, what a person says it is, whether its field can hold that, and whether
// anybody still has to look.

const UNSETTLED = { misfit: null, known: false, settled: false };

export class Value extends EventTarget {
  #checked = false;
  #kept = false; // though it does not fit
  #text;
  #fit = UNSETTLED;
  looking = null; // a promise while the service is asked about the text

  /** @param told the value as the service tells it */
  constructor(told, row) {
    super();
    Object.assign(this, { row, field: told.field, read: told.value, doubtful: told.doubtful, lines: told.lines, tick: told.tick });
    Object.assign(this, { crop: told.crop, confidence: told.confidence, candidates: told.candidates, refusal: told.refusal });
    this.#text = told.value;
  }

  get text() {
    return this.#text;
  }

  get corrected() {
    return this.#text !== this.read;
  }

  /** Whether it is doubtful and nobody has looked yet, or does not fit and nobody said to keep it. */
  get waits() {
    return this.misfit ? !this.#kept : this.doubtful && !this.#checked;
  }

  /** Why the field cannot hold what was typed, `{code, message}`; null where it can, or nobody knows. */
  get misfit() {
    return this.#fit.misfit;
  }

  /** Whether a person typed something that the field might not hold, and the service was not asked yet. */
  get unsettled() {
    return this.row.form.bound.has(this.field) && this.corrected && this.#text !== "" && !this.#fit.settled;
  }

  /** Whether the service was asked what it thinks of the text, and did not answer. */
  get unknown() {
    return this.#fit.settled && !this.#fit.known;
  }

  get checked() {
    return this.#checked;
  }

  /** Notes what it says; `checked` once the person is done with it. */
  say(text, { checked }) {
    if (text !== this.#text) [this.#text, this.#fit, this.#kept] = [text, UNSETTLED, false];
    this.#checked ||= checked;
    this.dispatchEvent(new Event("change"));
  }

  /** Notes what the service says about a text: how it is taken, and why it does not fit; null where it said nothing. */
  settle(text, told) {
    if (text !== this.#text) return; // was typed on meanwhile
    this.#text = told?.value ?? text;
    this.#fit = { misfit: told?.misfit ?? null, known: told !== null, settled: true };
    this.dispatchEvent(new Event("change"));
  }

  /** Takes what does not fit as it is. */
  keep() {
    this.#kept = true;
    this.dispatchEvent(new Event("change"));
  }
}
