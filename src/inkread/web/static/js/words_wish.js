// What may come out of words: the field for a pattern with its examples, the list of words, the language.

import { part } from "./element.js";
import { WordsList } from "./words_list.js";

const FIELDS = { bad_pattern: "pattern", pattern_and_lexicon: "pattern", bad_lexicon: "lexicon" }; // of what is wrong
const TYPING = 400; // ms without a key after which a wish counts as said

/** Sends the event `change` when the person has asked for something else. */
export class WordsWish extends EventTarget {
  #pattern;
  #lexicon;
  #list;
  #language;
  #root;
  #timer = null;

  constructor(root) {
    super();
    this.#root = root;
    this.#pattern = part(root, "pattern");
    this.#lexicon = part(root, "lexicon");
    this.#language = part(root, "language");
    this.#language.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    for (const field of [this.#pattern, this.#lexicon]) field.addEventListener("input", () => this.#typed());
    this.#list = new WordsList(part(root, "list"));
    this.#list.addEventListener("change", () => this.#changed());
    this.#list.addEventListener("wrong", ({ detail }) => this.complain({ code: "bad_lexicon", words: detail }));
    for (const example of root.querySelectorAll("[data-example]")) {
      example.addEventListener("click", () => {
        this.#pattern.value = example.dataset.example;
        if (isAnything(example) && !this.#list.isEmpty) this.#list.empty();
        else this.#changed();
      });
    }
    this.#show();
  }

  /** Pattern, list and language as the service takes them, null for what was not said. */
  get said() {
    const values = { pattern: this.#pattern, lexicon: this.#lexicon, language: this.#language };
    return Object.fromEntries(Object.entries(values).map(([name, field]) => [name, field.value.trim() || null]));
  }

  /** Says again what was said before the page was loaded anew. */
  sayAgain({ pattern, lexicon, language }) {
    [this.#pattern.value, this.#lexicon.value] = [pattern ?? "", lexicon ?? ""];
    const isThere = [...this.#language.options].some(({ value }) => value === (language ?? ""));
    if (isThere) this.#language.value = language ?? "";
    this.#show();
  }

  /** Says at its field what is wrong with a wish, or with null that nothing is; returns whether it is a wish's error. */
  complain(error) {
    const wrong = FIELDS[error?.code] ?? null;
    for (const [name, field] of [["pattern", this.#pattern], ["lexicon", this.#lexicon]]) {
      part(this.#root, `${name}-wrong`).textContent = name === wrong ? error.words : "";
      if (name === wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (wrong === "lexicon") part(this.#root, "list").open = true;
    return wrong !== null;
  }

  #changed() {
    this.complain(null);
    this.#show();
    this.dispatchEvent(new Event("change"));
  }

  #typed() {
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.dispatchEvent(new Event("change")), TYPING);
  }

  #show() {
    const num = this.#list.show();
    for (const example of document.querySelectorAll("[data-example]")) {
      const isSaid = example.dataset.example === this.#pattern.value.trim();
      example.setAttribute("aria-pressed", isSaid && !(isAnything(example) && num > 0));
    }
  }
}

/** Whether an example says that anything may come out: then no list may be in force either. */
function isAnything({ dataset }) {
  return dataset.example === "";
}
