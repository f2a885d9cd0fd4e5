// Making a template: the blank form's picture, the boxes on it, and the files that come in and go out.

import { part } from "./element.js";
import { Board } from "./forms_board.js";
import { Check } from "./forms_check.js";
import { Draft } from "./forms_draft.js";
import { FieldForm } from "./forms_field.js";
import { download, isList, isTemplate, notice, takeFiles } from "./forms_files.js";
import { FieldList } from "./forms_list.js";
import { keep, kept } from "./forms_store.js";
import { baseName, draftOf, fileStem, listsOf } from "./forms_template.js";
import { Zoom } from "./forms_zoom.js";
import { findBoxes, parseTemplate } from "./service.js";
import { say, sayCount, settings } from "./texts.js";
import { toast } from "./toast.js";

const LEAST_PICTURE = 64; // px: no form fits on less
const NEW_BOX = { width: 0.4, height: 0.045 }; // of the picture, for a box that was not drawn

/** Sends `change` when the template is another one, or when the service has looked at it. */
export class Editor extends EventTarget {
  draft = new Draft();
  blank = null; // the picture's file
  #page;
  #board;
  #check;
  #form;
  #zoom;
  #url = null;
  #waiting = null; // a template that was opened before its picture: its draft

  constructor(page) {
    super();
    this.#page = page;
    const root = part(page, "board");
    this.#check = new Check(this.draft);
    this.#board = new Board(root, this.draft);
    this.#zoom = new Zoom(root, this.#board);
    this.#form = new FieldForm(part(page, "field"), this.draft, { check: this.#check, usual: settings.review_below });
    new FieldList(part(page, "fields"), this.draft);
    this.#board.addEventListener("name", () => this.#form.focus());
    this.draft.addEventListener("change", () => this.#changed());
    this.draft.addEventListener("choose", () => this.#tell());
    this.#check.addEventListener("change", () => this.#show());
    takeFiles(part(page, "blank-drop"), (files) => this.take(files));
    this.#listen();
  }

  /** Whether scans can be read: there is a picture, and nothing is known to be wrong. */
  get ready() {
    return this.blank !== null && this.#check.complete && this.#check.error === null;
  }

  /** The template's YAML; rejects where the service does not take it. */
  async yaml() {
    return this.#check.made();
  }

  /** Goes on with what the browser kept. */
  async goOn() {
    const [state, blank] = await kept("draft", "blank");
    if (state === null || blank === null || this.blank !== null) return;
    await this.#open(blank, state).catch(() => null); // a picture that the browser no longer opens
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

  async #takeTemplate(file, lists, picture) {
    const { template } = await parseTemplate(await file.text());
    const words = new Map(await Promise.all(lists.map(async (list) => [list.name, await list.text()])));
    const state = draftOf(template, words);
    if (picture) await this.#open(picture, state);
    else {
      this.#waiting = state;
      notice("blank-trouble", say("forms.picture_wanted", { name: state.blank }));
    }
  }

  async #takePicture(file) {
    if (this.#waiting) {
      await this.#open(file, this.#waiting);
      return;
    }
    const before = { state: this.draft.state, blank: this.blank };
    const stem = file.name.replace(/\.[^.]*$/, "");
    await this.#open(file, { name: fileStem(stem) || say("forms.new_name"), blank: file.name, width: null, height: null, fields: [] });
    if (before.blank && before.state.fields.length > 0 && (await toast(say("forms.replaced"), say("forms.undo")))) {
      await this.#open(before.blank, before.state);
    }
  }

  /** Puts the words of lists where an opened template names them. */
  async #takeLists(files) {
    for (const file of files) {
      const words = await file.text();
      for (const { key, list } of this.draft.fields) if (baseName(list) === file.name) this.draft.edit(key, { words });
    }
  }

  /** Shows a picture with a template's boxes over it; one without a size takes the picture's. */
  async #open(file, state) {
    const { width, height } = await sizeOf(file);
    const known = state.width !== null;
    if (known && (state.width !== width || state.height !== height)) {
      throw new Error(say("forms.wrong.size", { width: state.width, height: state.height, across: width, down: height }));
    }
    if (this.#url) URL.revokeObjectURL(this.#url);
    [this.blank, this.#waiting, this.#url] = [file, null, URL.createObjectURL(file)];
    this.#board.show(this.#url);
    this.#zoom.fit();
    part(this.#page, "desk").hidden = false;
    keep({ blank: file });
    this.draft.begin({ ...state, width, height });
  }

  #listen() {
    const click = (name, act) => part(this.#page, name).addEventListener("click", act);
    click("undo", () => this.draft.undo());
    click("redo", () => this.draft.redo());
    click("add", () => this.#add());
    click("find", () => this.#find());
    click("download", () => this.#download());
    click("download-blank", () => download(baseName(this.draft.state.blank), this.blank));
    const name = part(this.#page, "form-name");
    name.addEventListener("input", () => this.draft.set({ name: name.value }, "name"));
    this.#page.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select, dialog")) return;
    if (key === "z" && !event.shiftKey) this.draft.undo();
    else if (key === "y" || key === "z") this.draft.redo();
    else return;
    event.preventDefault();
  }

  /** A box for who draws none: below the chosen one, or where the picture begins. */
  #add() {
    const { width, height } = this.draft.state;
    const size = { width: NEW_BOX.width * width, height: NEW_BOX.height * height };
    const above = this.draft.chosen ?? this.draft.fields.at(-1);
    const place = above ? { left: above.left, top: above.top + 1.25 * above.height } : { left: 0.1 * width, top: 0.1 * height };
    this.#board.focus(this.draft.add({ ...size, ...place }));
  }

  /** Adds the boxes that the form has printed. */
  async #find() {
    const button = part(this.#page, "find");
    button.disabled = true;
    try {
      const added = this.draft.addAll(await findBoxes(this.blank));
      toast(added > 0 ? sayCount("forms.found", added) : say("forms.none_found"));
      if (added > 0) this.#board.focus(this.draft.chosen.key);
    } catch (error) {
      toast(error.words ?? error.message);
    }
    button.disabled = false;
  }

  async #download() {
    if (this.draft.state.name.trim() === "") {
      notice("template-trouble", say("forms.wrong.form_name"));
      part(this.#page, "form-name").focus();
      return;
    }
    if (!this.#check.complete) {
      this.#form.tellAll();
      const wrong = this.#page.querySelector("[data-fields] .unfinished");
      wrong?.click();
      this.#form.focus();
      return;
    }
    try {
      const stem = fileStem(this.draft.state.name) || "template";
      download(`${stem}.yaml`, await this.yaml(), "application/yaml");
    } catch {
      this.#show(); // says what the service does not take
    }
  }

  #changed() {
    keep({ draft: this.draft.state });
    this.#show();
  }

  #show() {
    const { state, fields, undoable, redoable } = this.draft;
    const name = part(this.#page, "form-name");
    if (name.value !== state.name) name.value = state.name;
    part(this.#page, "undo").disabled = !undoable;
    part(this.#page, "redo").disabled = !redoable;
    part(this.#page, "download").disabled = fields.length === 0;
    this.#form.show();
    this.#tell();
    this.#showBelongings(state);
    this.dispatchEvent(new Event("change"));
  }

  /** Says what the service has against the template, where its field does not say so. */
  #tell() {
    const { error } = this.#check;
    notice("template-trouble", error === null || this.#form.tells ? null : (error.words ?? error.message));
  }

  /** The other files of the template: its picture and its lists of words. */
  #showBelongings(state) {
    part(this.#page, "download-blank").textContent = state.blank;
    const lists = listsOf(state);
    const buttons = lists.map(([name, words]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
      button.addEventListener("click", () => download(baseName(name), words, "text/plain"));
      return button;
    });
    part(this.#page, "download-lists").replaceChildren(...buttons);
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
