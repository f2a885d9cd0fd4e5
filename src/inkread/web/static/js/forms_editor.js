// Making a template: the blank form's picture, the boxes on it, and the files that come in and go out.

import { part } from "./element.js";
import { Board } from "./forms_board.js";
import { Check } from "./forms_check.js";
import { Draft } from "./forms_draft.js";
import { FieldForm } from "./forms_field.js";
import { download, notice, takeFiles } from "./forms_files.js";
import { FieldList } from "./forms_list.js";
import { Opening } from "./forms_opening.js";
import { keep, kept } from "./forms_store.js";
import { baseName, boundOf, fileStem, listsOf } from "./forms_template.js";
import { Zoom } from "./forms_zoom.js";
import { findBoxes } from "./service.js";
import { say, sayCount, settings } from "./texts.js";
import { toast } from "./toast.js";

const NEW_BOX = { width: 0.4, height: 0.045 }; // of the picture, for a box that was not drawn

/** Sends `change` when the template is another one, or when the service has looked at it. */
export class Editor extends EventTarget {
  draft = new Draft();
  #page;
  #board;
  #check;
  #form;
  #zoom;
  #opening = new Opening(this.draft);
  #shown = null; // the picture's file that is on the board
  #url = null; // by which it is shown

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

  /** The picture's file; null where there is none yet. */
  get blank() {
    return this.draft.state.picture;
  }

  /** Whether scans can be read: there is a picture, and nothing is known to be wrong. */
  get ready() {
    return this.blank !== null && this.#check.complete && this.#check.error === null;
  }

  /** What scans are read with, as it is now, whatever becomes of the draft: the template's YAML is promised. */
  form() {
    const yaml = this.#check.made();
    yaml.catch(() => null); // is told of each scan, in its row
    return { yaml, blank: this.blank, lists: listsOf(this.draft.state), bound: boundOf(this.draft.state) };
  }

  /** Goes on with what the browser kept. */
  async goOn() {
    const [state, blank] = await kept("draft", "blank");
    if (state === null || blank === null || this.blank !== null) return;
    await this.#opening.open(blank, state).catch(() => null); // a picture that the browser no longer opens
  }

  /** Takes pictures, templates and lists of words, whichever of them were chosen together. */
  async take(files) {
    await this.#opening.take(files);
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
      download(`${stem}.yaml`, await this.#check.made(), "application/yaml");
    } catch {
      this.#show(); // says what the service does not take
    }
  }

  #changed() {
    const { picture, ...draft } = this.draft.state;
    if (picture === this.#shown) keep({ draft });
    else {
      keep({ draft, blank: picture });
      this.#showPicture(picture);
    }
    this.#show();
  }

  #showPicture(picture) {
    if (this.#url) URL.revokeObjectURL(this.#url);
    [this.#shown, this.#url] = [picture, URL.createObjectURL(picture)];
    this.#board.show(this.#url);
    this.#zoom.fit();
    part(this.#page, "desk").hidden = false;
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
