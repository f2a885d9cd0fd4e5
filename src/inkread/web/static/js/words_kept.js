// Words that were kept, as the words page shows them again: `?id=…`.

import { part } from "./element.js";
import { entry, entryImage } from "./service.js";
import { date, say } from "./texts.js";
import { WordsAnswer } from "./words_answer.js";
import { paintedFile, paintedSheet } from "./words_picture.js";

/** Puts the card of the kept reading `id` before the others of `list`, and goes there: on a phone it lies far down. */
export async function showKept(id, { template, list, look }) {
  const card = template.content.firstElementChild.cloneNode(true);
  const answer = new WordsAnswer(part(card, "answer"), async () => id, look);
  list.prepend(card);
  let heading = card.querySelector("strong");
  try {
    const stored = await entry(id);
    heading.textContent = say("words.of_stored", { date: date(stored.made_at) });
    const painted = stored.image === null ? null : await entryImage(id).then(paintedFile);
    const reading = readingOf(stored, painted);
    answer.show(reading, painted ?? paintedSheet(reading));
    if (stored.correction !== null) answer.corrected(stored.correction);
    answer.kept(id);
  } catch (error) {
    part(card, "answer").hidden = true;
    heading = part(card, "trouble");
    heading.hidden = false;
    heading.textContent = error.words ?? error.message;
  }
  heading.tabIndex = -1;
  card.scrollIntoView();
  heading.focus({ preventScroll: true });
}

/** An entry of the history as a reading: its characters dealt out to the lines of its text. */
function readingOf({ text, confidence, candidates, glyphs, refusal, warnings }, painted) {
  const left = [...(glyphs ?? [])];
  const texts = text === "" ? [] : text.split("\n");
  const lines = texts.map((line, place) => ({
    text: line,
    confidence: texts.length === 1 ? confidence : null, // each line's own is not kept
    candidates: texts.length === 1 ? candidates : [],
    glyphs: left.splice(0, place === texts.length - 1 ? left.length : [...line.replace(/\s/g, "")].length),
    refusal: null,
  }));
  const ends = (first, size) => Math.max(1, ...(glyphs ?? []).map(({ box }) => box[first] + box[size]));
  const { width, height } = painted ?? { width: ends(1, 3), height: ends(0, 2) };
  return { text, confidence, blank: false, lines, refusal, warnings, width, height };
}
