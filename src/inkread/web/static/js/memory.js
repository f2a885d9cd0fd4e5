// The sheet outlives a reload, and a phone that lets the page go: this tab alone remembers it, until it is closed.

import { entry, history } from "./service.js";

const SHEET = "inkread-sheet"; // of the square pad
export const WORDS_SHEET = "inkread-words-sheet";
export const WORDS_WISH = "inkread-words-wish"; // what may come out, whether anything is written or not
const FORM = 1; // of what is stored; another one is from another version of this page

/** Stores `{strokes, penWidth, id}` with what else the page puts into it, or a wish; nothing any more for null. */
export function remember(sheet, key = SHEET) {
  try {
    if (sheet === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ ...sheet, form: FORM }));
  } catch {
    // Storage may be forbidden, or full: the sheet then lasts as long as the page.
  }
}

/** What was stored, or null. */
export function recall(key = SHEET) {
  try {
    const sheet = JSON.parse(sessionStorage.getItem(key));
    return sheet?.form === FORM ? sheet : null;
  } catch {
    return null; // forbidden, or written by something else
  }
}

/**
 * The id under which `strokes`, as they are sent, were kept last; null where they are not.
 * What is sent while a page goes is kept without an answer that anybody hears.
 */
export async function idOfDrawing(strokes) {
  try {
    const { entries } = await history({ order: "newest", door: "web", limit: 1 });
    const stored = entries.length > 0 ? await entry(entries[0].id) : null;
    return JSON.stringify(stored?.strokes?.strokes) === JSON.stringify(strokes) ? stored.id : null;
  } catch {
    return null; // no history, or none that answers: the drawing is kept anew where that is asked for
  }
}
