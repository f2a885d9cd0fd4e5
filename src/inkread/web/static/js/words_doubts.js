// Which lines of a page are to be looked at: those of one kind in one sentence, with their numbers.

import { percent, say, sayOf } from "./texts.js";

const [SURE, UNSURE] = [0.9, 0.6]; // shares from which an answer is very sure, and below which it is not

/** The name of a confidence's text. */
export function degree(confidence) {
  return confidence >= SURE ? "high" : confidence >= UNSURE ? "middle" : "low";
}

/** A refusal in words. */
export function refused(caution) {
  return sayOf("refusal", caution.code, "refusal.other", caution);
}

/** Why some lines of several are to be looked at, by kind, in the order of their first lines. */
export function lineDoubts(lines) {
  const kinds = new Map();
  for (const [place, line] of lines.entries()) {
    const kind = kindOf(line);
    if (kind !== null) kinds.set(kind, [...(kinds.get(kind) ?? []), place]);
  }
  return [...kinds].map(([kind, places]) => told(kind, places, lines));
}

function kindOf({ refusal, confidence }) {
  if (refusal) return refused(refusal);
  return confidence !== null && confidence < SURE ? `words.sure.${degree(confidence)}` : null;
}

function told(kind, places, lines) {
  const shares = places.map((place) => lines[place].confidence);
  const shown = span(percent(Math.min(...shares)), percent(Math.max(...shares)));
  const words = lines[places[0]].refusal ? kind : say(kind, { percent: shown });
  if (places.length === 1) return say("words.line", { n: places[0] + 1, words });
  return say("words.lines", { lines: runs(places).flatMap(([first, last]) => numbers(first + 1, last + 1)).join(", "), words });
}

/** The first and the last of each run of places that follow one another. */
function runs(places) {
  const found = [];
  for (const place of places) {
    if (found.length > 0 && found.at(-1)[1] === place - 1) found.at(-1)[1] = place;
    else found.push([place, place]);
  }
  return found;
}

/** The numbers of a run of lines: two that follow one another are two, and more of them a span. */
function numbers(first, last) {
  return last === first + 1 ? [first, last] : [span(first, last)];
}

function span(first, last) {
  return first === last ? String(first) : say("words.span", { first, last });
}
