// Pictures by button, camera, drop and paste, each with its answer in a list.

import { Answer, spoken } from "./answer.js";
import { element, part } from "./element.js";
import { readFile, wordsOf } from "./service.js";
import { say, settings } from "./texts.js";

export class Upload {
  #list;
  #template;
  #spoken;
  #charset;
  #look;

  /**
   * @param root the page
   * @param charset returns what may come out
   * @param look shows the stages of a picture file
   */
  constructor(root, { charset, look }) {
    [this.#charset, this.#look] = [charset, look];
    this.#list = part(root, "answers");
    this.#template = part(root, "sent");
    this.#spoken = part(root, "upload-spoken");
    for (const name of ["files", "camera"]) this.#chosenBy(part(root, name));
    this.#droppedOn(part(root, "drop"));
    document.addEventListener("paste", (event) => this.#pasted(event));
  }

  /** Reads `files`, the newest answer first. */
  async add(files) {
    const taken = files.slice(0, settings.max_files);
    const cards = taken.map((file) => this.#card(file));
    if (taken.length > 0) document.getElementById("answers-title").hidden = false;
    if (files.length > taken.length) this.#tell(say("upload.too_many", { max_files: settings.max_files }));
    for (const card of cards) await card();
  }

  #chosenBy(input) {
    input.addEventListener("change", () => {
      this.add([...input.files]);
      input.value = ""; // so that the same picture can be chosen again
    });
  }

  #droppedOn(zone) {
    const over = (event, is) => {
      event.preventDefault();
      zone.classList.toggle("over", is);
    };
    // A picture dropped beside the zone would otherwise take the place of the page.
    addEventListener("dragover", (event) => over(event, zone.contains(event.target)));
    addEventListener("dragleave", (event) => over(event, false));
    addEventListener("drop", (event) => {
      over(event, false);
      this.add([...event.dataTransfer.files]);
    });
    zone.addEventListener("submit", (event) => event.preventDefault());
  }

  #pasted(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files.map((file) => new File([file], say("upload.pasted"), { type: file.type })));
  }

  /** A card for `file` on the page; returns what reads it. */
  #card(file) {
    const card = this.#template.content.firstElementChild.cloneNode(true);
    const answer = part(card, "answer");
    let id = null;
    const shown = new Answer(answer, async () => id);
    card.querySelector("strong").textContent = file.name;
    card.querySelector("strong").title = file.name;
    part(card, "words").textContent = say("upload.reading", { name: file.name });
    showThumbnail(card, file);
    this.#list.prepend(card);
    return async () => {
      try {
        const reading = await readFile(file, { charset: this.#charset() });
        if (reading.error) throw Object.assign(new Error(reading.error.message), { words: wordsOf(reading.error) });
        id = reading.id;
        shown.show(reading);
        shown.kept(id);
        this.#offerLook(card, file);
        this.#tell(`${file.name}: ${spoken(reading)}`);
      } catch (error) {
        this.#failed(card, file, error.words ?? error.message);
      }
    };
  }

  #offerLook(card, file) {
    const button = part(card, "look");
    button.hidden = false;
    button.addEventListener("click", () => this.#look(file));
  }

  #failed(card, file, words) {
    part(card, "answer").remove();
    part(card, "trouble").hidden = false;
    part(card, "trouble").textContent = words;
    this.#tell(`${file.name}: ${words}`);
  }

  #tell(words) {
    this.#spoken.replaceChildren(...this.#spoken.childNodes, element("span", {}, `${words} `));
    while (this.#spoken.childNodes.length > settings.max_files) this.#spoken.firstChild.remove();
  }
}

/** Shows the picture itself where the browser can: it knows no TIFF. */
function showThumbnail(card, file) {
  const image = card.querySelector(".sent img");
  const url = URL.createObjectURL(file);
  image.addEventListener("load", () => {
    image.hidden = false;
    card.querySelector(".no-picture").hidden = true;
    URL.revokeObjectURL(url);
  });
  image.addEventListener("error", () => URL.revokeObjectURL(url));
  image.src = url;
}
