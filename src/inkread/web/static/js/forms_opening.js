// Opening a form: its picture alone for a new template, or the files of one that was made before.

import { isList, isTemplate, notice } from "./forms_files.js";
import { baseName, draftOf, fileStem } from "./forms_template.js";
import { parseTemplate } from "./service.js";
import { say, settings } from "./texts.js";
import { toast } from "./toast.js";

const LEAST_PICTURE = 64; // px: no form fits on less

export class Opening {
  #draft;
  #waiting = null; // a template that was opened before its picture: its draft

  constructor(draft) {
    this.#draft = draft;
  }

  /** Takes pictures, templates and lists of words, whichever of them were chosen together. */
  async take(files) {
    notice("blank-trouble", null);
    try {
      const picture = files.find((file) => !isTemplate(file) && !isList(file));
      const template = files.find(isTemplate);
      if (template) await this.#takeTemplate(template, files.filter(isList), picture ?? null);
      else if (picture) await this.#takePicture(picture);
      else await this.#takeLists(files);
    } catch (error) {
      notice("blank-trouble", error.words ?? error.message);
    }
  }

  /** Begins the draft anew with a template over its picture; one without a size takes the picture's. */
  async open(picture, state) {
    const { width, height } = await sizeOf(picture);
    const known = state.width !== null;
    if (known && (state.width !== width || state.height !== height)) {
      throw new Error(say("forms.wrong.size", { width: state.width, height: state.height, across: width, down: height }));
    }
    this.#waiting = null;
    this.#draft.begin({ ...state, picture, width, height });
  }

  async #takeTemplate(file, lists, picture) {
    const { template } = await parseTemplate(await file.text());
    const words = new Map(await Promise.all(lists.map(async (list) => [list.name, await list.text()])));
    const state = draftOf(template, words);
    if (picture) await this.open(picture, state);
    else {
      this.#waiting = state;
      notice("blank-trouble", say("forms.picture_wanted", { name: state.blank }));
    }
  }

  async #takePicture(file) {
    if (this.#waiting) {
      await this.open(file, this.#waiting);
      return;
    }
    const before = this.#draft.state;
    const name = fileStem(file.name.replace(/\.[^.]*$/, "")) || say("forms.new_name");
    await this.open(file, { name, blank: file.name, width: null, height: null, fields: [] });
    if (before.fields.length > 0 && (await toast(say("forms.replaced"), say("forms.undo")))) this.#draft.undoTo(before);
  }

  /** Puts the words of lists where an opened template names them. */
  async #takeLists(files) {
    for (const file of files) {
      const words = await file.text();
      for (const { key, list } of this.#draft.fields) if (baseName(list) === file.name) this.#draft.edit(key, { words });
    }
  }
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
