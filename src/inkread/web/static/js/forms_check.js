// Whether the service takes the template: asked a moment after each change, so that its YAML is there when wanted.

import { templateOf, troublesOf } from "./forms_template.js";
import { checkTemplate } from "./service.js";

const PAUSE = 500; // ms without a change after which the service is asked

/** Sends `change` when another answer is known: `yaml` for a template that is taken, or `error` for one that is not. */
export class Check extends EventTarget {
  #draft;
  #timer = null;
  #asked = 0;
  #answer = null; // a promise of the YAML of the draft as it is, or null where nobody has asked yet
  yaml = null;
  error = null;

  constructor(draft) {
    super();
    this.#draft = draft;
    draft.addEventListener("change", () => this.#changed());
  }

  /** Whether every field has what it needs, as far as the page itself can tell. */
  get complete() {
    const { fields, state } = this.#draft;
    return state.name.trim() !== "" && fields.length > 0 && fields.every((field) => Object.keys(troublesOf(field, fields)).length === 0);
  }

  /** The YAML of the template as it is now, once the service has taken it; rejects where it does not. */
  async made() {
    clearTimeout(this.#timer);
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  #changed() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    [this.yaml, this.error, this.#answer] = [null, null, null];
    if (this.complete) this.#timer = setTimeout(() => this.made().catch(() => null), PAUSE);
    this.dispatchEvent(new Event("change"));
  }

  /** Asks the service; what it says of a draft of before is told to who asked then, and to nobody else. */
  async #ask() {
    const number = this.#asked;
    try {
      const { yaml } = await checkTemplate(templateOf({ ...this.#draft.state, name: this.#draft.state.name.trim() }));
      this.#know(number, { yaml, error: null });
      return yaml;
    } catch (error) {
      if (error.passing && number === this.#asked) this.#answer = null; // asked again when the YAML is wanted
      this.#know(number, { yaml: null, error });
      throw error;
    }
  }

  #know(number, { yaml, error }) {
    if (number !== this.#asked) return;
    [this.yaml, this.error] = [yaml, error];
    this.dispatchEvent(new Event("change"));
  }
}
