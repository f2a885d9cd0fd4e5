// Values to look at, each with its cutting beside an input: Enter or a button says that it is right,
// and goes to the next.

import { element, part } from "./element.js";
import { entryOf } from "./forms_entry.js";
import { look } from "./forms_fit.js";
import { percent, say, sayCount, sayOf } from "./texts.js";

const WIDE = 3; // times its height: such a cutting stands above its input, or its writing would be tiny
const MOST_OTHERS = 3; // texts offered beside what was read

/** Sends `change` when a value was checked. */
export class Review extends EventTarget {
  #root;
  #list;
  #cards = new Map(); // of each value that is shown

  /** @param root the element with `data-review` */
  constructor(root) {
    super();
    [this.#root, this.#list] = [root, part(root, "doubts")];
  }

  /** Shows further values below the others. */
  add(values) {
    for (const value of values) {
      const card = this.#card(value);
      this.#cards.set(value, card);
      this.#list.append(card);
    }
    this.#tell();
  }

  /** Takes the values of a row away again. */
  forget(row) {
    for (const [value, card] of this.#cards) {
      if (value.row !== row) continue;
      card.remove();
      this.#cards.delete(value);
    }
    this.#tell();
  }

  /** Takes all values away; returns what brings them back, before those that came since. */
  clear() {
    const cards = this.#cards;
    this.#cards = new Map();
    this.#list.replaceChildren();
    this.#tell();
    return () => {
      this.#cards = new Map([...cards, ...this.#cards]);
      this.#list.prepend(...cards.values());
      this.#tell();
    };
  }

  /** Puts the cursor into a value, which may be a sure one that was not shown before. */
  open(value) {
    if (!this.#cards.has(value)) this.add([value]);
    const input = this.#cards.get(value).querySelector("input, textarea");
    input.focus();
    if (!value.tick) input.select();
    this.#cards.get(value).scrollIntoView({ block: "nearest" });
  }

  #card(value) {
    const id = `value-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
    const name = say("forms.value", { field: value.field, file: value.row.name });
    const entry = entryOf(value, id);
    const state = element("span", { id: `${id}-state`, class: "note", role: "status" });
    const picture = value.crop ? element("img", { src: value.crop, alt: say("forms.crop", { field: value.field, file: value.row.name }) }) : null;
    picture?.addEventListener("load", () => card.classList.toggle("wide", picture.naturalWidth > WIDE * picture.naturalHeight));
    const label = element("label", { for: id }, element("strong", {}, value.field), element("span", { class: "note" }, value.row.name));
    const right = this.#right(value, entry, name);
    const said = element("div", {}, label, entry.shown, this.#others(value, entry), state, right);
    const shown = element("div", { class: "doubt-crop" }, picture);
    const card = element("li", { class: "doubt", "aria-label": name }, shown, said);
    const { input } = entry;
    input.addEventListener("keydown", (event) => this.#key(event, value, entry));
    input.addEventListener("input", () => value.say(entry.text, { checked: true }));
    input.addEventListener("blur", () => look(value));
    const dress = () => {
      if (entry.text !== value.text) entry.text = value.text; // as it is taken
      input.setAttribute("aria-invalid", value.misfit !== null && value.waits);
      right.hidden = !value.waits;
      this.#dress(value, card, state);
    };
    value.addEventListener("change", dress);
    dress();
    return card;
  }

  /** The button for those who have no Enter key at hand; from it one goes to the next one's. */
  #right(value, entry, name) {
    const go = (next) => part(this.#cards.get(next), "right").focus();
    const onclick = () => this.#done(value, entry.text, go);
    const onkeydown = (event) => event.repeat && event.preventDefault(); // a key held down says nothing more
    const spoken = say("forms.right_of", { value: name });
    const told = { type: "button", class: "right", "data-right": true, "aria-label": spoken, onclick, onkeydown };
    return element("button", told, say("forms.right"));
  }

  #others(value, entry) {
    const others = value.candidates.filter(({ text }) => text !== value.read).slice(0, MOST_OTHERS);
    const buttons = others.map(({ text, confidence }) => {
      const share = percent(confidence);
      const choose = () => {
        entry.text = text;
        this.#done(value, text);
      };
      return element("li", {}, element("button", { type: "button", "aria-label": say("words.choose", { text, percent: share }), onclick: choose }, element("span", { class: "glyph-text" }, text), element("span", { class: "share" }, share)));
    });
    return buttons.length > 0 ? element("ul", { class: "choices" }, ...buttons) : null;
  }

  #key(event, value, entry) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.#done(value, entry.text); // a key held down says nothing again
  }

  /** Goes on to the next value, once the service has seen that this one fits, or a person says again that it is right. */
  async #done(value, text, open = (next) => this.open(next)) {
    if (value.misfit && value.text === text) value.keep();
    else value.say(text, { checked: true });
    const from = document.activeElement;
    await look(value);
    const at = document.activeElement; // nothing, once the button is gone
    if (value.waits || (at !== from && at !== document.body)) return;
    const values = [...this.#cards.keys()];
    const place = values.indexOf(value);
    const next = [...values.slice(place + 1), ...values.slice(0, place)].find((one) => one.waits);
    if (next) open(next);
    else this.#leave(from);
  }

  /** Goes to the table's button; while scans are still read, it cannot be pressed. */
  #leave(from) {
    const csv = part(document, "csv");
    if (!csv.disabled) csv.focus();
    else if (from.hidden) part(this.#root, "review-title").focus();
  }

  #dress(value, card, state) {
    card.classList.toggle("waits", value.waits);
    state.textContent = value.waits ? why(value) : outcome(value);
    this.#tell();
    this.dispatchEvent(new Event("change"));
  }

  #tell() {
    this.#root.hidden = this.#cards.size === 0;
    const left = [...this.#cards.keys()].filter((value) => value.waits).length;
    part(this.#root, "doubts-left").textContent = left > 0 ? sayCount("forms.left", left) : say("forms.none_left");
  }
}

/** Why a person should look at a value. */
function why({ field, misfit, refusal, confidence }) {
  if (misfit) return say("forms.misfit", { field, message: misfit.message });
  return refusal ? sayOf("refusal", refusal.code, "refusal.other", refusal) : say("forms.sure", { percent: percent(confidence) });
}

/** What became of a value at which nobody has to look. */
function outcome(value) {
  const text = value.read || "–";
  if (value.misfit) return say("forms.kept", { text });
  if (value.unknown) return say("forms.not_asked", { text });
  return say(value.corrected ? "forms.corrected" : value.checked ? "forms.checked" : "forms.is_sure", { percent: percent(value.confidence), text });
}
