// Pictures by button, camera, drop and paste, each with its answer in a list.

import { Camera } from "./camera.js";
import { element, part } from "./element.js";
import { bringIntoSight } from "./into_sight.js";
import { say, settings } from "./texts.js";
import { toast } from "./toast.js";

export class Upload {
  #list;
  #template;
  #Card;
  #spoken;
  #options;

  /**
   * @param root the page
   * @param Card the class of what a picture becomes, made of a file, the page's template and the options
   * @param options what the cards need, such as `look` to see how a picture was read
   */
  constructor(root, Card, options) {
    this.#Card = Card;
    this.#options = { ...options, tell: (words) => this.#tell(words) };
    this.#list = part(root, "answers");
    this.#template = part(root, "sent");
    this.#spoken = part(root, "upload-spoken");
    for (const name of ["files", "camera"]) this.#chosenBy(part(root, name));
    this.#droppedOn(part(root, "drop"));
    document.addEventListener("paste", (event) => this.#pasted(event));
    new Camera(root, (photo) => this.add([photo]));
  }

  /** Reads `files`, the newest answer first. */
  async add(files) {
    const taken = files.slice(0, settings.max_files);
    const cards = taken.map((file) => new this.#Card(file, this.#template, this.#options));
    this.#list.prepend(...cards.map((card) => card.element).reverse());
    if (taken.length > 0) document.getElementById("answers-title").hidden = false;
    if (files.length > taken.length) toast(say("upload.too_many", { max_files: settings.max_files }));
    const reading = this.#read(cards);
    if (taken.length > 0) bringIntoSight(this.#list.firstElementChild, reading);
    await reading;
  }

  async #read(cards) {
    for (const card of cards) await card.read();
  }

  #chosenBy(input) {
    input.addEventListener("change", () => {
      this.add([...input.files]);
      input.value = ""; // so that the same picture can be chosen again
    });
  }

  #droppedOn(zone) {
    const over = (event, is) => {
      if (isForField(event)) return;
      event.preventDefault();
      zone.classList.toggle("over", is);
    };
    // A picture dropped beside the zone would otherwise take the place of the page.
    addEventListener("dragover", (event) => over(event, zone.contains(event.target)));
    addEventListener("dragleave", (event) => over(event, false));
    addEventListener("drop", (event) => {
      over(event, false);
      if (!event.defaultPrevented) return;
      const files = filesOf(event.dataTransfer);
      if (files.length > 0) this.add(files);
      else toast(say("upload.no_file"));
    });
    zone.addEventListener("submit", (event) => event.preventDefault());
  }

  #pasted(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files.map((file) => new File([file], say("upload.pasted"), { type: file.type })));
  }

  #tell(words) {
    this.#spoken.replaceChildren(...this.#spoken.childNodes, element("span", {}, `${words} `));
    while (this.#spoken.childNodes.length > settings.max_files) this.#spoken.firstChild.remove();
  }
}

/** Whether a drop is left to the browser: a text, onto a field that takes it. */
export function isForField({ target, dataTransfer }) {
  const hasFiles = dataTransfer.types.some((type) => type === "Files");
  return !hasFiles && Boolean(target.closest?.("input[type=text], textarea"));
}

/** The files that were dropped; a folder, or a picture dragged from another page, is none. */
export function filesOf({ items }) {
  const files = [...items].filter((item) => item.kind === "file" && !item.webkitGetAsEntry?.()?.isDirectory);
  return files.map((item) => item.getAsFile()).filter((file) => file !== null);
}
