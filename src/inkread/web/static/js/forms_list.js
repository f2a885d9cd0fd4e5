// The fields of a template one below the other, as the table's columns will stand: chosen by a click.

import { element, part } from "./element.js";
import { troublesOf } from "./forms_template.js";
import { say, sayCount } from "./texts.js";

export class FieldList {
  #root;
  #draft;

  /** @param root the element with `data-fields` */
  constructor(root, draft) {
    [this.#root, this.#draft] = [root, draft];
    for (const name of ["change", "choose"]) draft.addEventListener(name, () => this.show());
  }

  show() {
    const { fields, chosen } = this.#draft;
    part(document, "fields-count").textContent = sayCount("forms.fields", fields.length);
    const items = [...this.#root.children];
    fields.forEach((field, place) => this.#dress(items[place] ?? this.#added(), field, place, field === chosen));
    for (const item of items.slice(fields.length)) item.remove();
  }

  #added() {
    const button = element("button", { type: "button", onclick: () => this.#draft.choose(Number(button.dataset.key)) }, element("span", { class: "name" }), element("span", { class: "what" }));
    const item = element("li", {}, button);
    this.#root.append(item);
    return item;
  }

  #dress(item, field, place, chosen) {
    const button = item.firstChild;
    const wrong = Object.keys(troublesOf(field, this.#draft.fields)).length > 0;
    button.dataset.key = field.key;
    button.setAttribute("aria-pressed", chosen);
    button.classList.toggle("unfinished", wrong);
    const [name, what] = button.children;
    name.textContent = field.name.trim() || say("forms.unnamed", { n: place + 1 });
    const of = { pattern: field.pattern, own: field.charset }[field.kind];
    what.textContent = wrong ? say("forms.unfinished") : of || say(`forms.kind.${field.kind}`);
    what.classList.toggle("glyph-text", !wrong && Boolean(of));
  }
}
