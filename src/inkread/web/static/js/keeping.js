// A drawing goes into the history when it is finished: after a pause, with the next sheet, or on leaving.

import { readStrokes, remove } from "./service.js";

const PAUSE = 2500; // ms without a stroke after which a drawing counts as finished

/** Keeps what `snapshot()` gives ({strokes, charset}, or null for an empty sheet); tells `kept(id)`. */
export class Keeping {
  #snapshot;
  #kept;
  #timer = null;
  #sheet = 0; // number of the sheet that is drawn on
  #changed = false; // whether the sheet holds something that is not kept yet
  #saving = Promise.resolve(null); // the id of what is kept of this sheet
  #corrected = false;

  constructor(snapshot, kept) {
    [this.#snapshot, this.#kept] = [snapshot, kept];
    // `visibilitychange` too: phones kill hidden pages without another word.
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#leave());
    addEventListener("pagehide", () => this.#leave());
  }

  /** The drawing was changed: it counts as finished a while from now. */
  touch() {
    this.#changed = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now().catch(() => null), PAUSE);
  }

  /** The pen is down: whatever pause there was is over. */
  wait() {
    clearTimeout(this.#timer);
  }

  /** Keeps the drawing as it is; returns a promise of its id, null where nothing is kept. */
  now() {
    clearTimeout(this.#timer);
    if (this.#changed) this.#saving = this.#save(this.#saving, {});
    return this.#saving;
  }

  /** Keeps the drawing for a correction: it then stays, whatever is drawn on top of it. */
  async forCorrection() {
    const id = await this.now();
    this.#corrected = id !== null;
    return id;
  }

  /** Begins a new sheet, having kept the last one. */
  async next() {
    const saved = this.now(); // of the old sheet; the new one may be drawn on before it is through
    this.drop();
    await saved;
  }

  /** Begins a new sheet without keeping what was not yet kept. */
  drop() {
    clearTimeout(this.#timer);
    this.#sheet += 1;
    this.#changed = this.#corrected = false;
    this.#saving = Promise.resolve(null);
  }

  /** Keeps the drawing in place of what was kept of it before more was drawn. */
  async #save(before, options) {
    const shot = this.#snapshot();
    const [sheet, corrected] = [this.#sheet, this.#corrected];
    this.#changed = this.#corrected = false;
    if (shot === null) return null;
    try {
      const reading = await readStrokes(shot.strokes, { charset: shot.charset, keep: true, ...options });
      const earlier = await before.catch(() => null);
      if (earlier !== null && !corrected) await remove(earlier, options);
      if (sheet === this.#sheet) this.#kept(reading.id);
      return reading.id;
    } catch (error) {
      if (sheet === this.#sheet) this.#changed = true; // still to be kept
      throw error;
    }
  }

  #leave() {
    clearTimeout(this.#timer);
    if (!this.#changed) return;
    this.#saving = this.#save(this.#saving, { keepalive: true });
    // The page is going: nobody is left to be told. Browsers send at most 64 KB then; a character takes five.
    this.#saving.catch(() => null);
  }
}
