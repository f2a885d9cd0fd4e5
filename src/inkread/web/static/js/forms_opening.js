// Opening a form: its picture alone for a new template, or the files of one that was made before.

import { isList, isTemplate, notice } from "./forms_files.js";
import { baseName, draftOf, fileStem, listsOf, withWords } from "./forms_template.js";
import { parseTemplate } from "./service.js";
import { say, settings } from "./texts.js";
import { toast } from "./toast.js";

const LEAST_PICTURE = 64; // px: no form fits on less

/** A picture is of another size than the template that waits for one. */
class OtherSize extends Error {}

/** Tells what went wrong, and what is still missing until it is there. */
export class Opening {
  #draft;
  #waiting = null; // a template that was opened before its picture: its draft
  #wanted = []; // lists of words that the draft was opened without
  #troubles = []; // of the files that came last

  constructor(draft) {
    this.#draft = draft;
    draft.addEventListener("change", () => this.#tell());
  }

  /** Takes pictures, templates and lists of words, whichever of them were chosen together. */
  async take(files) {
    this.#troubles = [];
    try {
      const template = files.find(isTemplate);
      const picture = files.find((file) => !isTemplate(file) && !isList(file));
      if (template) this.#waiting = draftOf((await parseTemplate(await template.text())).template);
      for (const list of files.filter(isList)) this.#takeList(list.name, await list.text());
      if (picture) await this.#takePicture(picture);
    } catch (error) {
      this.#troubles.push(error.words ?? error.message);
    }
    this.#tell();
  }

  /** Begins the draft anew with a template over its picture; one without a size takes the picture's. */
  async open(picture, state) {
    const { width, height } = await sizeOf(picture);
    const known = state.width !== null;
    if (known && (state.width !== width || state.height !== height)) {
      const told = { width: state.width, height: state.height, across: width, down: height };
      throw new OtherSize(say("forms.wrong.size", told));
    }
    const before = this.#draft.state;
    this.#wanted = missingLists(state);
    this.#draft.begin({ ...state, picture, width, height });
    if (before.fields.length > 0) this.#offerBack(before);
  }

  async #offerBack(before) {
    if (await toast(say("forms.replaced"), say("forms.undo"))) this.#draft.undoTo(before);
  }

  /** Puts the words of a list where the template that waits names it, or the one that is drawn on. */
  #takeList(name, words) {
    const waiting = this.#waiting && withWords(this.#waiting, name, words);
    const drawn = waiting ? null : withWords(this.#draft.state, name, words);
    if (waiting) this.#waiting = waiting;
    else if (drawn) this.#draft.set({ fields: drawn.fields });
    else this.#troubles.push(say("forms.list_left_out", { name }));
  }

  async #takePicture(file) {
    if (!this.#waiting) return this.#openNew(file);
    try {
      await this.open(file, this.#waiting);
    } catch (error) {
      if (error instanceof OtherSize) this.#offerNew(file); // its own picture may be lost
      throw error;
    }
    this.#waiting = null;
  }

  async #offerNew(file) {
    if (!(await toast(say("forms.other_size", { name: file.name }), say("forms.begin_new")))) return;
    this.#waiting = null;
    this.take([file]);
  }

  async #openNew(file) {
    const name = fileStem(file.name.replace(/\.[^.]*$/, "")) || say("forms.new_name");
    await this.open(file, { name, blank: file.name, width: null, height: null, fields: [] });
  }

  #tell() {
    const words = [...this.#troubles];
    if (this.#waiting) words.push(say("forms.picture_wanted", { name: this.#waiting.blank }));
    const missing = missingLists(this.#waiting ?? this.#draft.state);
    const wanted = this.#waiting ? missing : missing.filter((name) => this.#wanted.includes(name));
    if (wanted.length > 0) words.push(say("forms.lists_wanted", { names: wanted.join(", ") }));
    notice("blank-trouble", words.length > 0 ? words.join(" ") : null);
  }
}

/** The lists that a draft's fields name, but whose words are not there: what their files are called. */
function missingLists(state) {
  return listsOf(state).filter(([, words]) => words.trim() === "").map(([name]) => baseName(name));
}

/** Width and height of a picture file, upright as the browser shows it. */
async function sizeOf(file) {
  if (file.size > settings.max_bytes) throw new Error(say("error.too_many_bytes"));
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) throw new Error(say("forms.wrong.picture"));
  const { width, height } = bitmap;
  bitmap.close();
  if (Math.min(width, height) < LEAST_PICTURE) throw new Error(say("forms.wrong.tiny"));
  return { width, height };
}
