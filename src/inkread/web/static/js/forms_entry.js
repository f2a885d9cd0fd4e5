// What a value is put right in: a line or lines of text, or for a tick box a tick.

import { element } from "./element.js";
import { say } from "./texts.js";

const TICKED = "yes"; // the value of a box that is ticked, as in the table

/** The input of a value: `text` is what it says, `shown` the element that holds it. */
export function entryOf(value, id) {
  return value.tick ? new TickEntry(id) : new TextEntry(value, id);
}

class TextEntry {
  constructor({ lines }, id) {
    const kind = lines ? { rows: 3 } : { type: "text" };
    this.input = element(lines ? "textarea" : "input", { id, ...kind, class: "glyph-text", maxlength: 1000, autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": `${id}-state` });
    this.shown = this.input;
  }

  get text() {
    return this.input.value;
  }

  set text(text) {
    this.input.value = text;
  }
}

class TickEntry {
  constructor(id) {
    this.input = element("input", { id, type: "checkbox", "aria-describedby": `${id}-state` });
    this.shown = element("label", { class: "check" }, this.input, element("span", {}, say("forms.ticked")));
  }

  get text() {
    return this.input.checked ? TICKED : "";
  }

  set text(text) {
    this.input.checked = text === TICKED;
  }
}
