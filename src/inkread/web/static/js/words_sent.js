// One picture of writing that was sent, or one page of a file, with its answer or with what went wrong.

import { part } from "./element.js";
import { entryImage, readWords, wordsOf } from "./service.js";
import { hasPages, sheetsOf } from "./sheets.js";
import { say, settings } from "./texts.js";
import { toast } from "./toast.js";
import { spoken, WordsAnswer } from "./words_answer.js";
import { paintedFile, paintedSheet, paintedUrl } from "./words_picture.js";

export class WordsSent {
  #file;
  #template;
  #answer;
  #options;
  #sheet; // which page of the file, and what it is called; null as long as its pages are not counted
  #id = null;

  /** @param options `wish()` of what may come out, `complain(error)` of one that cannot be met, `look(file)` to see the stages, `tell(words)` for those who listen */
  constructor(file, template, options, sheet = hasPages(file) ? null : { page: null, name: file.name }) {
    [this.#file, this.#template, this.#options, this.#sheet] = [file, template, options, sheet];
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#answer = new WordsAnswer(part(this.element, "answer"), async () => this.#id, options.look);
    part(this.element, "again").addEventListener("click", (event) => this.#readAgain(event.currentTarget));
    this.#call(sheet?.name ?? file.name);
    this.#show("answer");
  }

  /** Has the picture read, or all pages of the file, and shows what comes of it. */
  async read() {
    const others = this.#sheet === null ? await this.#open() : [];
    if (this.#sheet !== null) await this.#read();
    for (const other of others) await other.read();
  }

  async #readAgain(button) {
    button.disabled = true;
    if (this.#sheet !== null) {
      this.#answer.wait(say("upload.reading", { name: this.#sheet.name }));
      this.#show("answer", "again");
    }
    await this.read();
    button.disabled = false;
    if (document.activeElement === document.body) button.focus({ preventScroll: true }); // which a disabled one loses
  }

  /** Becomes the file's first page; returns the cards of the others, which stand below it. */
  async #open() {
    this.#call(this.#file.name);
    this.#show("answer"); // and no button to ask again meanwhile
    try {
      const sheets = await sheetsOf(this.#file);
      const most = settings.max_files;
      if (sheets.length > most) toast(say("upload.too_many_pages", { name: this.#file.name, pages: sheets.length, most }));
      const [first, ...others] = sheets.slice(0, most);
      this.#sheet = first;
      this.#call(first.name);
      const cards = others.map((sheet) => new WordsSent(this.#file, this.#template, this.#options, sheet));
      this.element.after(...cards.map((card) => card.element));
      return cards;
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  #call(name) {
    const heading = this.element.querySelector("strong");
    heading.textContent = heading.title = name;
    part(this.element, "words").textContent = say("upload.reading", { name });
  }

  async #read() {
    const { page, name } = this.#sheet;
    try {
      const file = page === null ? this.#file : new File([this.#file], name, { type: this.#file.type });
      const painting = page === null ? paintedFile(file) : null; // no browser paints a page
      const [reading, painted] = await Promise.all([readWords(file, { ...this.#options.wish(), page }), painting]);
      this.#id = reading.id;
      this.#options.complain(null);
      this.#answer.show(reading, painted ?? (await paintedKept(reading)));
      this.#answer.kept(reading.id, reading.not_kept ? wordsOf(reading.not_kept) : null);
      this.#show("answer", "again");
      this.#options.tell(`${name}: ${spoken(reading)}`);
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error) {
    const words = error.words ?? error.message;
    this.#options.complain(error);
    part(this.element, "trouble").textContent = words;
    this.#show("trouble", "again");
    this.#options.tell(`${this.#sheet?.name ?? this.#file.name}: ${words}`);
  }

  /** Shows these parts of the card and hides the others. */
  #show(...names) {
    for (const name of ["answer", "trouble", "again"]) part(this.element, name).hidden = !names.includes(name);
  }
}

/** The picture as the service keeps it or tells it, for a browser that does not know the file's format. */
async function paintedKept(reading) {
  if (reading.picture) return paintedUrl(reading.picture);
  const kept = reading.id === null ? null : await entryImage(reading.id).then(paintedFile);
  return kept ?? paintedSheet(reading);
}
