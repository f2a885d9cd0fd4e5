// Where a character of a reading stands in its text, and in what the person made of that text.

const OTHER = 2; // what it costs that a character was typed over
const MORE = 3; // or put in, or left out: with less, characters changed one by one would count as moved

/** Where in the text a character stands; null for a line whose characters could not be told apart. */
export function placeOf({ lines }, number) {
  let [before, first] = [0, 0]; // signs of the text, and characters, of the lines above
  for (const { text, glyphs } of lines) {
    const signs = [...text];
    if (number < first + glyphs.length) {
      const places = signs.flatMap((sign, place) => (isGap(sign) ? [] : [before + place]));
      return places.length === glyphs.length ? places[number - first] : null;
    }
    before += signs.length + 1;
    first += glyphs.length;
  }
  return null;
}

/**
 * Where the sign at `place` of `read` stands in `typed`, both lists of signs, when they are aligned with the least
 * changes; null where it was left out, or where alignments that are as good disagree.
 */
export function placeIn(typed, read, place) {
  const before = costs(read.slice(0, place), typed);
  const after = costs(read.slice(place + 1).reverse(), [...typed].reverse()).reverse();
  const leftOut = before.map((cost, at) => cost + MORE + after[at]);
  const kept = typed.map((sign, at) => before[at] + changed(read[place], sign) + after[at + 1]);
  const least = Math.min(...leftOut, ...kept);
  const at = kept.indexOf(least);
  return at < 0 || at !== kept.lastIndexOf(least) || leftOut.includes(least) ? null : at;
}

/** What it costs at least to make of `from` each beginning of `to`, the empty one first. */
function costs(from, to) {
  let row = [0, ...to].map((_, at) => at * MORE);
  for (const sign of from) {
    const next = [row[0] + MORE];
    to.forEach((other, at) => {
      next.push(Math.min(row[at] + changed(sign, other), row[at + 1] + MORE, next[at] + MORE));
    });
    row = next;
  }
  return row;
}

/** What it costs to make one sign of another; no character becomes a gap. */
function changed(sign, other) {
  if (sign === other) return 0;
  return isGap(sign) === isGap(other) ? OTHER : Infinity;
}

function isGap(sign) {
  return sign.trim() === "";
}
