// The list of the only words that may come out: typed, or taken from a text file that is dropped or chosen.

import { part } from "./element.js";
import { isList } from "./forms_files.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";
import { filesOf } from "./upload.js";

const APART = /[\s,;]+/; // as in word_lists.py

/** Sends the events `change` when a file was taken, or the list emptied, and `wrong` with words in `detail` when it was not. */
export class WordsList extends EventTarget {
  #root;
  #field;

  /** @param root the element with `data-list` */
  constructor(root) {
    super();
    [this.#root, this.#field] = [root, part(root, "lexicon")];
    const input = part(root, "list-file");
    input.addEventListener("change", () => {
      this.#take(input.files[0]);
      input.value = ""; // so that the same file can be chosen again
    });
    root.addEventListener("drop", (event) => {
      const file = filesOf(event.dataTransfer).find(isList);
      if (!file) return; // a picture is read as one, wherever it is dropped
      event.preventDefault();
      event.stopPropagation();
      this.#take(file);
    });
  }

  /** Says how many words are in force, in sight while the list is folded away too; returns their number. */
  show() {
    const num = new Set(this.#field.value.split(APART).filter((word) => word !== "")).size;
    this.#root.classList.toggle("in-force", num > 0);
    const head = this.#root.querySelector("summary");
    head.textContent = num > 0 ? say("words.lexicon_of", { n: num }) : say("words.lexicon");
    return num;
  }

  /** Whether there is no word in the list. */
  get isEmpty() {
    return this.#field.value.trim() === "";
  }

  /** Empties the list, and says so. */
  empty() {
    this.#fill("", say("words.lexicon_empty"));
  }

  async #take(file) {
    const text = await textOf(file);
    const tooLong = text !== null && text.length > this.#field.maxLength;
    if (text === null || tooLong) {
      const detail = say(tooLong ? "error.bad_lexicon" : "words.lexicon_no_text");
      this.dispatchEvent(new CustomEvent("wrong", { detail }));
      return;
    }
    this.#root.open = true;
    await this.#fill(text, say("words.lexicon_taken", { name: file.name }));
  }

  /** Puts a text into the list, and says so; what stood there can be taken back. */
  async #fill(text, said) {
    const before = this.#field.value;
    this.#field.value = text;
    this.dispatchEvent(new Event("change"));
    if (!(await toast(said, before.trim() === "" ? null : say("words.undo")))) return;
    this.#field.value = before;
    this.dispatchEvent(new Event("change"));
  }
}

/** The text of a file; null where it is none. */
async function textOf(file) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? null : text;
  } catch {
    return null; // of bytes that are no UTF-8, as in a picture or a document
  }
}
