// One picture that was sent, with its answer or with what went wrong.

import { Answer, spoken } from "./answer.js";
import { part } from "./element.js";
import { readFile, wordsOf } from "./service.js";
import { say } from "./texts.js";
import { showThumbnail } from "./thumbnail.js";

export class Sent {
  #file;
  #answer;
  #options;
  #id = null;

  /** @param options `charset()` of what may come out, `look(file)` to see its stages, `tell(words)` for those who listen */
  constructor(file, template, options) {
    [this.#file, this.#options] = [file, options];
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#answer = new Answer(part(this.element, "answer"), async () => this.#id);
    const name = this.element.querySelector("strong");
    name.textContent = name.title = file.name;
    part(this.element, "look").addEventListener("click", () => options.look(file));
    part(this.element, "again").addEventListener("click", () => this.read());
    this.#show("answer");
    part(this.element, "words").textContent = say("upload.reading", { name: file.name });
    showThumbnail(this.element, file);
  }

  /** Has the picture read and shows what comes of it. */
  async read() {
    try {
      const reading = await readFile(this.#file, { charset: this.#options.charset() });
      if (reading.error) throw Object.assign(new Error(reading.error.message), { words: wordsOf(reading.error) });
      this.#id = reading.id;
      this.#answer.show(reading);
      this.#answer.kept(reading.id, reading.not_kept ? wordsOf(reading.not_kept) : null);
      part(this.element, "trouble").textContent = "";
      this.#show("answer", "look");
      this.#options.tell(`${this.#file.name}: ${spoken(reading)}`);
    } catch (error) {
      this.#failed(error.words ?? error.message, error.passing);
    }
  }

  #failed(words, passing = false) {
    part(this.element, "trouble").textContent = words;
    this.#show("trouble", passing ? "again" : "trouble");
    this.#options.tell(`${this.#file.name}: ${words}`);
  }

  /** Shows these parts of the card and hides the others. */
  #show(...names) {
    for (const name of ["answer", "trouble", "look", "again"]) part(this.element, name).hidden = !names.includes(name);
  }
}
