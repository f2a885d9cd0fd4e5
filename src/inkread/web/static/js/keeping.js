// A drawing goes into the history when it is finished: after a pause, with the next sheet, or on leaving.

import { remove, wordsOf } from "./service.js";

const PAUSE = 2500; // ms without a stroke after which a drawing counts as finished

/** What is known of one sheet: `id` of what is kept of it, which `find()` resolves to where it is not known yet. */
function newSheet(find = async () => null) {
  return { changed: false, corrected: false, saving: null, underWay: 0, id: null, find };
}

/** The promise of the id under which a sheet is kept, as far as it is. */
function earlier(sheet) {
  sheet.saving ??= sheet.find().then((id) => (sheet.id = id));
  return sheet.saving;
}

/** Keeps what `snapshot()` gives (null for an empty sheet); tells `kept(id, words)`, with words where there is none. */
export class Keeping {
  #snapshot;
  #kept;
  #read;
  #timer = null;
  #sheet = newSheet(); // the one that is drawn on
  #left = new WeakMap(); // sheets that undo may bring back, by the list of their strokes

  /** @param read `read(shot, options)` has a shot read and kept, and resolves to its reading */
  constructor(snapshot, kept, read) {
    [this.#snapshot, this.#kept, this.#read] = [snapshot, kept, read];
    // `visibilitychange` too: phones kill hidden pages without another word.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#leave());
    addEventListener("pagehide", () => this.#leave());
  }

  /** The id under which the drawing is kept as it is; null where it is not, or not known to be. */
  get id() {
    const { changed, underWay, id } = this.#sheet;
    return changed || underWay > 0 ? null : id;
  }

  /** The drawing was changed: it counts as finished a while from now. */
  touch() {
    this.#sheet.changed = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now().catch((error) => this.#kept(null, error.words ?? error.message)), PAUSE);
  }

  /** The pen is down: whatever pause there was is over. */
  wait() {
    clearTimeout(this.#timer);
  }

  /** Keeps the drawing as it is; returns a promise of its id, null where nothing is kept. */
  now() {
    clearTimeout(this.#timer);
    const sheet = this.#sheet;
    if (sheet.changed) sheet.saving = this.#save(sheet);
    return earlier(sheet);
  }

  /** Keeps the drawing for a correction: it then stays, whatever is drawn on top of it. */
  async forCorrection() {
    const sheet = this.#sheet;
    let id = await this.now();
    if (id === null && sheet === this.#sheet) {
      sheet.changed = true; // what was to be kept on leaving did not arrive
      id = await this.now();
    }
    sheet.corrected = id !== null;
    return id;
  }

  /** Begins a new sheet, having kept the last one; returns a promise of that one's id. */
  async next() {
    const saved = this.now(); // of the old sheet; the new one may be drawn on before it is through
    this.drop();
    return saved;
  }

  /** Begins a new sheet without keeping what was not yet kept; undo may bring the old one, with `strokes`, back. */
  drop(strokes = null) {
    clearTimeout(this.#timer);
    if (strokes) this.#left.set(strokes, this.#sheet);
    this.#sheet = newSheet();
  }

  /** Takes the sheet with `strokes` up again, where it is one that was left: what is kept of it is not kept twice. */
  takeUp(strokes) {
    const sheet = this.#left.get(strokes);
    if (!sheet) return;
    this.#sheet = sheet;
    if (sheet.changed) this.touch();
    else this.wait();
    if (this.id) this.#kept(this.id);
  }

  /** Goes on with a sheet of before the page was loaded anew: kept under `id`, or, for null, under what `find()` resolves to. */
  resume(id, find) {
    this.#sheet = newSheet(id === null ? find : async () => id);
    this.#sheet.id = id;
    if (id !== null) this.#kept(id);
  }

  /** Keeps the drawing in place of what was kept of it before more was drawn. */
  async #save(sheet) {
    const options = { keepalive: true }; // a page that goes would break it off here, and keep the same once more
    const shot = this.#snapshot();
    const [before, corrected] = [earlier(sheet), sheet.corrected];
    sheet.changed = sheet.corrected = false;
    if (shot === null) return null;
    sheet.underWay += 1;
    try {
      const reading = await this.#read(shot, { keep: true, ...options });
      await before.catch(() => null); // told already
      if (sheet.id !== null && !corrected) await remove(sheet.id, options);
      sheet.id = reading.id;
      if (sheet === this.#sheet) this.#kept(reading.id, reading.not_kept ? wordsOf(reading.not_kept) : null);
      return reading.id;
    } catch (error) {
      sheet.changed = true; // still to be kept
      throw error;
    } finally {
      sheet.underWay -= 1;
    }
  }

  #leave() {
    clearTimeout(this.#timer);
    if (!this.#sheet.changed) return;
    this.#sheet.saving = this.#save(this.#sheet);
    // The page is going: nobody is left to be told. Browsers send at most 64 KB then; a character takes five.
    this.#sheet.saving.catch(() => null);
  }
}
