// The settings of the chosen field: its name, what may be written in it, and when a person is to look.

import { part } from "./element.js";
import { listName, troublesOf } from "./forms_template.js";
import { percent, say } from "./texts.js";

const TEXTS = ["name", "charset", "pattern", "words", "group"]; // inputs that hold a text of the field
const SAYS_WHAT = { own: "charset", pattern: "pattern", list: "words" }; // the input of each kind that has one

export class FieldForm {
  #root;
  #draft;
  #check;
  #touched = new Set(); // inputs that were worked on, `key name`: what was only just drawn is not told off
  #key = null;

  /** @param root the element with `data-field` */
  constructor(root, draft, { check, usual }) {
    [this.#root, this.#draft, this.#check, this.usual] = [root, draft, check, usual];
    for (const name of TEXTS) this.#input(name).addEventListener("input", () => this.#typed(name));
    this.#input("name").addEventListener("blur", () => this.#leave());
    this.#input("kind").addEventListener("change", () => this.#kindChosen());
    this.#input("lines").addEventListener("change", ({ target }) => this.#edit({ lines: target.checked }));
    this.#input("review_below").addEventListener("input", ({ target }) => this.#edit({ review_below: Number(target.value) / 100 }, "review"));
    for (const example of root.querySelectorAll("[data-pattern-example]")) {
      example.addEventListener("click", () => this.#edit({ pattern: example.dataset.patternExample }));
    }
    part(root, "copy").addEventListener("click", () => this.#copy());
    part(root, "up").addEventListener("click", () => draft.move(this.#key, -1));
    part(root, "down").addEventListener("click", () => draft.move(this.#key, 1));
    part(root, "remove").addEventListener("click", () => this.#remove());
    root.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["change", "choose"]) draft.addEventListener(name, () => this.show());
  }

  /** Puts the cursor where the field's name goes. */
  focus() {
    this.#input("name").focus();
    this.#input("name").select();
  }

  show() {
    const field = this.#draft.chosen;
    this.#root.hidden = field === null;
    part(document, "no-field").hidden = field !== null;
    if (field === null) return;
    if (field.key !== this.#key) this.#key = field.key;
    for (const name of TEXTS) if (this.#input(name).value !== field[name]) this.#input(name).value = field[name];
    this.#input("kind").value = field.kind;
    this.#input("lines").checked = field.lines;
    const below = field.review_below ?? this.usual;
    this.#input("review_below").value = Math.round(100 * below);
    part(this.#root, "review-shown").textContent = say("forms.review_shown", { percent: percent(below) });
    for (const kind of this.#root.querySelectorAll("[data-kind]")) kind.hidden = kind.dataset.kind !== field.kind;
    part(this.#root, "text-alone").hidden = field.kind === "tick"; // which has no lines
    const also = field.kind === "pattern" || field.kind === "list" ? field.also : null;
    part(this.#root, "also").textContent = also === null ? "" : say("forms.also", { charset: also });
    this.#showPlace(field);
    this.#showTroubles(field);
  }

  /** Whether what the service has against the template is told at the field that is shown. */
  get tells() {
    const field = this.#draft.chosen;
    return field !== null && SAYS_WHAT[field.kind] !== undefined && this.#check.error?.field === field.name.trim();
  }

  /** Says what is missing in every field, those that were only just drawn included. */
  tellAll() {
    for (const { key } of this.#draft.fields) for (const name of TEXTS) this.#touched.add(`${key} ${name}`);
    this.show();
  }

  #input(name) {
    return this.#root.elements[name];
  }

  #edit(changes, step = null) {
    this.#draft.edit(this.#key, changes, step);
  }

  #typed(name) {
    const field = this.#draft.chosen;
    const value = this.#input(name).value;
    this.#touched.add(`${this.#key} ${name}`);
    if (name === "words") this.#draft.setWords(field.list || listName(field, this.#draft.fields), value, field.key);
    else this.#edit({ [name]: value }, name);
  }

  #leave() {
    if (this.#draft.chosen === null) return;
    this.#touched.add(`${this.#key} name`);
    this.#draft.rest();
    this.show();
  }

  #kindChosen() {
    this.#edit({ kind: this.#input("kind").value });
  }

  /** Another field like this one, below it where there is room, else beside it. */
  #copy() {
    const field = this.#draft.chosen;
    const { height } = this.#draft.state;
    const below = field.top + 1.25 * field.height;
    const box = below + field.height <= height ? { ...field, top: below } : { ...field, left: field.left + field.width / 2 };
    this.#draft.add(box, field);
    this.focus();
  }

  #remove() {
    this.#draft.remove(this.#key);
    if (this.#draft.chosen === null) part(document, "add").focus(); // this form is gone, and its buttons with it
  }

  #showPlace(field) {
    const place = this.#draft.fields.indexOf(field);
    [part(this.#root, "up").disabled, part(this.#root, "down").disabled] = [place === 0, place === this.#draft.fields.length - 1];
    part(this.#root, "place").textContent = say("forms.place", field);
  }

  #showTroubles(field) {
    const troubles = troublesOf(field, this.#draft.fields);
    const refused = this.tells ? { [SAYS_WHAT[field.kind]]: this.#check.error.words } : {};
    for (const name of TEXTS) {
      const words = (this.#touched.has(`${field.key} ${name}`) && troubles[name]) || refused[name] || "";
      part(this.#root, `wrong-${name}`).textContent = words;
      this.#input(name).setAttribute("aria-invalid", words !== "");
    }
  }
}
