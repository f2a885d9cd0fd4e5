// The field for a correction: one character, a line, or, where the answer has several, as many lines.

import { isOneCharacter } from "./correction.js";
import { element } from "./element.js";
import { say } from "./texts.js";

const LONGEST = 4000; // characters that the history takes for words
const NAMED = 40; // characters of a text in a sentence

/** Whether an entry of the history is of words. */
export function isWords({ glyphs }) {
  return Array.isArray(glyphs);
}

/** Whether what was read has several lines. */
export function hasLines({ text }) {
  return text.includes("\n");
}

/** What an entry is called in sentences: its text, cut where it is long. */
export function nameOf({ text }) {
  const line = text.replace(/\s+/g, " ");
  if (line === "") return say("history.blank");
  return line.length > NAMED ? `${line.slice(0, NAMED)}…` : line;
}

/** Puts the field that fits `entry` in the place of `field`, and returns it; words begin with what was read. */
export function fieldFor(entry, field) {
  const several = hasLines(entry);
  const made = element(several ? "textarea" : "input", {
    type: several ? null : "text",
    id: field.id || null,
    class: field.className,
    maxlength: isWords(entry) ? LONGEST : 4,
    rows: several ? entry.text.split("\n").length : null,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": field.getAttribute("aria-describedby"),
  });
  made.classList.toggle("of-words", isWords(entry));
  field.replaceWith(made);
  if (isWords(entry)) made.value = entry.correction ?? entry.text;
  return made;
}

/** What is wrong with `text` as a correction of `entry`, in words; null where nothing is. */
export function wrongWith(text, entry) {
  if (isWords(entry)) return text === "" ? say("history.correct_words") : null;
  return isOneCharacter(text) ? null : say("answer.correct.one");
}
