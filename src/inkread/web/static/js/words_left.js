// A text that was typed over an answer, and left unsaved with its sheet: for a while it can still be saved.

import { nameOf } from "./correction_field.js";
import { correct } from "./service.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";

/** Offers to save `text` as the right one for what is kept under the id that `kept` resolves to, null for nothing. */
export async function offerLeft(text, kept) {
  const wanted = await toast(say("words.correct.left", { text: nameOf({ text }) }), say("answer.correct.save"));
  if (!wanted) return;
  try {
    const id = await kept;
    if (id !== null) await correct(id, text);
    toast(say(id === null ? "answer.not_kept" : "words.correct.saved"));
  } catch (error) {
    toast(error.words ?? error.message);
  }
}
