// One answer on the page: the character, how sure it is, what else it could be, and putting it right.

import { Correction } from "./correction.js";
import { element, part } from "./element.js";
import { character, percent, say, sayOf } from "./texts.js";

const UNSURE = 0.6; // below this confidence the answer begins with “perhaps”
const MOST_SHOWN = 3; // characters of a set that are shown side by side

export class Answer {
  #root;
  #rows = [];
  #correction;

  /**
   * @param root the element made by the template `answer_card.html`
   * @param idOf returns a promise of the id under which the reading is kept, or null
   */
  constructor(root, idOf) {
    this.#root = root;
    this.#correction = new Correction(part(root, "correction"), idOf);
  }

  /** Shows a reading of the service. */
  show(reading) {
    const [empty, set] = [isEmpty(reading), shownSet(reading)];
    this.#root.classList.remove("stale");
    this.#root.classList.toggle("waiting", empty);
    this.#root.classList.toggle("doubtful", reading.refusal !== null && !empty);
    part(this.#root, "text").textContent = set.join(" ");
    part(this.#root, "text").classList.toggle("pair", set.length > 1);
    part(this.#root, "words").textContent = sentence(reading);
    // How sure the network is of a character says nothing of what is none.
    const sure = empty || reading.refusal ? "" : say("answer.confidence", { percent: percent(reading.confidence) });
    part(this.#root, "sure").textContent = sure;
    this.#showGlyph(reading.glyph);
    part(this.#root, "cautions").replaceChildren(...cautions(reading, set));
    this.#showCandidates(reading);
    this.#correction.show(empty ? null : reading);
  }

  /** Goes back to how it was before anything was drawn. */
  clear() {
    this.#root.classList.add("waiting");
    this.#root.classList.remove("doubtful", "stale");
    for (const name of ["text", "sure"]) part(this.#root, name).textContent = "";
    part(this.#root, "text").classList.remove("pair");
    part(this.#root, "words").textContent = say("answer.waiting");
    part(this.#root, "cautions").replaceChildren();
    part(this.#root, "glyph").hidden = true;
    part(this.#root, "no-glyph").hidden = false;
    this.#rows = [];
    part(this.#root, "candidates").replaceChildren();
    this.#correction.show(null);
  }

  /** Says why there is no newer answer; the one before stays, paler. */
  trouble(words) {
    this.#root.classList.add("stale");
    part(this.#root, "words").textContent = words;
  }

  /** Says that the reading is kept under `id`, or that it is not, and why where there are `words` for it. */
  kept(id, words = null) {
    this.#correction.kept(id, words);
  }

  #showGlyph(glyph) {
    part(this.#root, "glyph").hidden = !glyph;
    part(this.#root, "no-glyph").hidden = Boolean(glyph);
    if (glyph) part(this.#root, "glyph").src = glyph;
  }

  /** The rows stay and change, so that their bars move and the page does not jump. */
  #showCandidates({ candidates, set }) {
    const list = part(this.#root, "candidates");
    while (this.#rows.length < candidates.length) {
      const row = new CandidateRow((text) => this.#correction.choose(text));
      this.#rows.push(row);
      list.append(row.element);
    }
    while (this.#rows.length > candidates.length) this.#rows.pop().element.remove();
    candidates.forEach((candidate, place) => this.#rows[place].show(candidate, set.includes(candidate.text)));
  }
}

/** The answer for those who listen: in a sentence, with what is odd about it. */
export function spoken(reading) {
  if (isEmpty(reading)) return sentence(reading);
  const set = shownSet(reading);
  const plain = !reading.refusal && set.length === 1;
  const main = plain ? say("answer.spoken", { what: character(reading.text), percent: percent(reading.confidence) }) : sentence(reading);
  return [main, ...cautions(reading, set).map((item) => item.textContent)].join(" ");
}

class CandidateRow {
  #text = element("span", { class: "glyph-text" });
  #fill = element("span", { class: "fill" });
  #share = element("span", { class: "share" });
  #button;

  constructor(choose) {
    this.#button = element(
      "button",
      { type: "button", class: "candidate", onclick: () => choose(this.#text.textContent) },
      this.#text,
      element("span", { class: "track" }, this.#fill),
      this.#share,
    );
    this.element = element("li", {}, this.#button);
  }

  show({ text, confidence }, inSet) {
    this.#text.textContent = text;
    this.#share.textContent = percent(confidence);
    this.#fill.style.width = `${(confidence * 100).toFixed(2)}%`;
    this.#button.classList.toggle("in-set", inSet);
    this.#button.setAttribute("aria-label", say("answer.choose", { what: character(text), percent: percent(confidence) }));
  }
}

/** The answer as one sentence. */
export function sentence(reading) {
  if (isEmpty(reading)) return say("answer.blank");
  if (reading.refusal) return sayOf("answer.refused_for", reading.refusal.code, "answer.refused");
  const set = shownSet(reading);
  if (set.length > 1) {
    return say("answer.or", { first: set.slice(0, -1).map(character).join(", "), last: character(set.at(-1)) });
  }
  const key = reading.confidence < UNSURE ? "answer.reads_unsure" : "answer.reads";
  return say(key, { what: character(reading.text) });
}

function isEmpty({ blank, candidates }) {
  return blank || candidates.length === 0;
}

/** The characters that are shown large: the few that cannot be told apart, or else the answer alone. */
function shownSet(reading) {
  const { set, text, refusal } = reading;
  return isEmpty(reading) || refusal || set.length < 2 || set.length > MOST_SHOWN ? [text] : set;
}

/** Refusal, doubt and warnings as list items, the same thing never said twice. */
function cautions({ refusal, warnings }, set) {
  const found = warnings.filter(({ code }) => code !== refusal?.code);
  return [
    ...(refusal ? [element("li", {}, sayOf("refusal", refusal.code, "refusal.other", refusal))] : []),
    ...(set.length > 1 && !refusal ? [element("li", { class: "choice-of" }, say("answer.set"))] : []),
    ...found.map((warning) => element("li", {}, sayOf("warning", warning.code, "warning.other", warning))),
  ];
}
