// Scans of filled forms: read one after the other with the template above, looked at, and taken along as a CSV.

import { part } from "./element.js";
import { csvOf } from "./forms_csv.js";
import { download, takeFiles } from "./forms_files.js";
import { look } from "./forms_fit.js";
import { Review } from "./forms_review.js";
import { ValuesTable } from "./forms_table.js";
import { fileStem } from "./forms_template.js";
import { Value } from "./forms_value.js";
import { readForm } from "./service.js";
import { hasPages, sheetsOf } from "./sheets.js";
import { say, sayCount } from "./texts.js";
import { toast } from "./toast.js";

const UNOPENED = 0; // a file whose pages nobody has counted

/** A row of the table; `form` is what the scan is read with, the same for all that were chosen together. */
function rowOf(file, form, { page, name = file.name }) {
  return { file, form, page, name, state: "waiting", values: new Map(), error: null };
}

export class Scans {
  #page;
  #editor;
  #review;
  #table;
  #rows = [];
  #columns = []; // names of all fields that were ever read
  #reading = false;
  #giveUp = new AbortController(); // of the reading of these rows
  #unsaved = false; // whether there is anything that no CSV has

  constructor(page, editor) {
    [this.#page, this.#editor] = [page, editor];
    this.#review = new Review(part(page, "review"));
    this.#table = new ValuesTable(part(page, "values"), { open: (value) => this.#review.open(value), again: (row) => this.#again(row) });
    takeFiles(part(page, "scans-drop"), (files) => this.take(files));
    editor.addEventListener("change", () => this.#offer());
    part(page, "csv").addEventListener("click", () => this.#save());
    part(page, "forget").addEventListener("click", () => this.#forget());
    addEventListener("beforeunload", (event) => this.#unsaved && event.preventDefault());
    this.#offer();
  }

  /** Reads pictures of filled forms, one after the other. */
  async take(files) {
    if (!this.#editor.ready) {
      toast(say("forms.finish_first"));
      return;
    }
    const form = this.#editor.form();
    this.#rows.push(...files.map((file) => rowOf(file, form, { page: hasPages(file) ? UNOPENED : null })));
    await this.#work();
  }

  /** Reads a scan once more, with the template as it is now: it may have been put right. */
  async #again(row) {
    if (!this.#editor.ready) {
      toast(say("forms.finish_first"));
      return;
    }
    [row.form, row.state] = [this.#editor.form(), "waiting"];
    await this.#work();
  }

  async #work() {
    this.#show();
    if (this.#reading) return;
    this.#reading = true;
    for (let row = this.#next; row; row = this.#next) {
      row.state = "reading";
      this.#show();
      await this.#read(row);
    }
    this.#reading = false;
    this.#show();
  }

  get #next() {
    return this.#rows.find(({ state }) => state === "waiting");
  }

  async #read(row) {
    const { signal } = this.#giveUp;
    try {
      if (row.page === UNOPENED) return await this.#open(row, signal);
      row.form = { ...row.form, yaml: await row.form.yaml };
      const scan = await readForm(row.file, row.form, { page: row.page, signal });
      if (signal.aborted) return;
      this.#review.forget(row);
      row.values = new Map(scan.values.map((told) => [told.field, this.#value(told, row)]));
      Object.assign(row, { state: "read", error: null, warnings: scan.warnings });
      this.#columns = [...new Set([...scan.values.map(({ field }) => field), ...this.#columns])];
      this.#review.add([...row.values.values()].filter((value) => value.doubtful));
      this.#unsaved = true;
    } catch (error) {
      if (signal.aborted) return;
      Object.assign(row, { state: "refused", error: { code: error.code ?? "unknown", message: error.message }, words: error.words ?? error.message });
    }
  }

  /** Puts a row for each page in the place of the file's. */
  async #open(row, signal) {
    const rows = (await sheetsOf(row.file)).map((sheet) => rowOf(row.file, row.form, sheet));
    if (signal.aborted) return;
    this.#rows.splice(this.#rows.indexOf(row), 1, ...rows);
  }

  #value(told, row) {
    const value = new Value(told, row);
    value.addEventListener("change", () => (this.#unsaved = true));
    return value;
  }

  async #save() {
    await Promise.all(this.#rows.flatMap(({ values }) => [...values.values()].map(look))); // of the latest, nobody may know yet
    const done = this.#rows.filter(({ state }) => state === "read" || state === "refused");
    const stem = fileStem(this.#editor.draft.state.name) || "forms";
    download(`${stem}.csv`, csvOf(done, this.#columns), "text/csv");
    this.#unsaved = false;
  }

  /** Clears the table, and gives up what is being read; a person may take that back for a while. */
  async #forget() {
    const [rows, columns, unsaved, restore] = [this.#rows, this.#columns, this.#unsaved, this.#review.clear()];
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
    for (const row of rows) if (row.state === "reading") row.state = "waiting"; // should it come back
    [this.#rows, this.#columns, this.#unsaved] = [[], [], false];
    this.#show();
    (this.#editor.ready ? part(this.#page, "scan-files") : part(this.#page, "scans-title")).focus();
    if (!(await toast(say("forms.forgotten"), say("forms.undo")))) return;
    this.#rows = [...rows, ...this.#rows];
    this.#columns = [...new Set([...this.#columns, ...columns])];
    this.#unsaved ||= unsaved;
    restore();
    this.#work();
    part(this.#page, "forget").focus();
  }

  #offer() {
    const { ready } = this.#editor;
    part(this.#page, "scans-drop").hidden = !ready;
    part(this.#page, "scans-wait").hidden = ready;
  }

  #show() {
    this.#table.show(this.#rows, this.#columns);
    part(this.#page, "values").hidden = this.#rows.length === 0;
    const left = this.#rows.filter(({ state }) => state === "waiting" || state === "reading").length;
    part(this.#page, "progress").textContent = this.#rows.length > 0 ? this.#told(left) : say("forms.none_read");
    part(this.#page, "csv").disabled = left > 0;
  }

  /** How many scans are to go, or were read and were not. */
  #told(left) {
    if (left > 0) return sayCount("forms.reading", left);
    const refused = this.#rows.filter(({ state }) => state === "refused").length;
    const read = sayCount("forms.read", this.#rows.length - refused);
    return refused > 0 ? `${read} ${sayCount("forms.refused", refused)}` : read;
  }
}
