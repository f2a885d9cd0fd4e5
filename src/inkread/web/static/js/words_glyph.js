// The character that was chosen in some writing: large, with what it alone may be, and the way to its stages.

import { element, part } from "./element.js";
import { character, percent, say } from "./texts.js";

export class WordsGlyph {
  #root;
  #cut = null;

  /** @param options `choose(text)` takes another character, `look(file)` shows the stages of a picture */
  constructor(root, options) {
    [this.#root, this.options] = [root, options];
    part(root, "look").addEventListener("click", () => this.#look());
  }

  /** Shows a character of a reading, cut out of its picture. */
  show(glyph, cut) {
    this.#root.hidden = false;
    this.#cut = cut;
    cut.className = "glyph-cut";
    cut.setAttribute("role", "img");
    cut.setAttribute("aria-label", say("words.cut", { what: character(glyph.text) }));
    part(this.#root, "cut").replaceChildren(cut);
    part(this.#root, "what").textContent = say("words.chosen", { what: character(glyph.text) });
    part(this.#root, "glyph-candidates").replaceChildren(...glyph.candidates.map((one) => this.#candidate(one, glyph.text)));
  }

  hide() {
    this.#root.hidden = true;
  }

  #candidate({ text, confidence }, read) {
    const name = say("words.instead", { what: character(text), percent: percent(confidence) });
    const share = element("span", { class: "share" }, percent(confidence));
    const signs = element("span", { class: "glyph-text" }, text);
    const button = element("button", { type: "button", "aria-label": name, onclick: () => this.options.choose(text) }, signs, share);
    button.classList.toggle("in-set", text === read);
    return element("li", {}, button);
  }

  #look() {
    this.#cut.toBlob((blob) => this.options.look(new File([blob], say("words.character"), { type: blob.type })), "image/png");
  }
}
