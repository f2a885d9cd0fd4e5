// One picture of writing that was sent, with its answer or with what went wrong.

import { part } from "./element.js";
import { entryImage, readWords, wordsOf } from "./service.js";
import { say } from "./texts.js";
import { spoken, WordsAnswer } from "./words_answer.js";
import { paintedFile, paintedSheet } from "./words_picture.js";

export class WordsSent {
  #file;
  #answer;
  #options;
  #id = null;

  /** @param options `wish()` of what may come out, `complain(error)` of one that cannot be met, `look(file)` to see the stages, `tell(words)` for those who listen */
  constructor(file, template, options) {
    [this.#file, this.#options] = [file, options];
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#answer = new WordsAnswer(part(this.element, "answer"), async () => this.#id, options.look);
    const name = this.element.querySelector("strong");
    name.textContent = name.title = file.name;
    part(this.element, "again").addEventListener("click", () => this.read());
    part(this.element, "words").textContent = say("upload.reading", { name: file.name });
    this.#show("answer");
  }

  /** Has the picture read and shows what comes of it. */
  async read() {
    try {
      const [reading, painted] = await Promise.all([readWords(this.#file, this.#options.wish()), paintedFile(this.#file)]);
      this.#id = reading.id;
      this.#options.complain(null);
      this.#answer.show(reading, painted ?? (await paintedKept(reading)));
      this.#answer.kept(reading.id, reading.not_kept ? wordsOf(reading.not_kept) : null);
      this.#show("answer", "again");
      this.#options.tell(`${this.#file.name}: ${spoken(reading)}`);
    } catch (error) {
      const words = error.words ?? error.message;
      this.#options.complain(error);
      part(this.element, "trouble").textContent = words;
      this.#show("trouble", "again");
      this.#options.tell(`${this.#file.name}: ${words}`);
    }
  }

  /** Shows these parts of the card and hides the others. */
  #show(...names) {
    for (const name of ["answer", "trouble", "again"]) part(this.element, name).hidden = !names.includes(name);
  }
}

/** The picture as the service keeps it, for a browser that does not know the file's format. */
async function paintedKept(reading) {
  const kept = reading.id === null ? null : await entryImage(reading.id).then(paintedFile);
  return kept ?? paintedSheet(reading);
}
