// One answer about words: the text, how sure it is, the picture with its boxes, and putting it right.

import { element, part } from "./element.js";
import { percent, say, sayOf } from "./texts.js";
import { WordsCorrection } from "./words_correction.js";
import { degree, lineDoubts, refused } from "./words_doubts.js";
import { WordsGlyph } from "./words_glyph.js";
import { placeIn, placeOf } from "./words_places.js";
import { WordsView } from "./words_view.js";

export class WordsAnswer {
  #root;
  #view;
  #glyph;
  #correction;
  #reading = null;

  /**
   * @param root the element made by the template `words_card.html`
   * @param idOf returns a promise of the id under which the reading is kept, or null
   * @param look shows the stages of a picture
   */
  constructor(root, idOf, look) {
    this.#root = root;
    this.#correction = new WordsCorrection(part(root, "correction"), idOf);
    this.#view = new WordsView(part(root, "view"));
    this.#glyph = new WordsGlyph(part(root, "chosen"), { look, choose: (text) => this.#replace(text) });
    this.#view.addEventListener("choose", () => this.#showGlyph());
  }

  /** Shows a reading of the service, and what `paint(canvas)` paints under its boxes. */
  show(reading, paint) {
    this.#reading = reading;
    this.#root.inert = false;
    const empty = reading.text === "";
    this.#root.classList.remove("stale");
    this.#root.classList.toggle("waiting", empty);
    this.#root.classList.toggle("doubtful", reading.refusal !== null && !empty);
    part(this.#root, "text").textContent = reading.text;
    part(this.#root, "words").textContent = sentence(reading);
    part(this.#root, "sure").textContent = empty ? "" : sureness(reading);
    part(this.#root, "cautions").replaceChildren(...cautions(reading));
    this.#showOthers(reading);
    this.#glyph.hide();
    this.#view.show(paint, glyphsOf(reading), reading);
    this.#correction.show(reading.blank ? null : reading.text);
  }

  /** Goes back to how it was before anything was written; or `words` say why there is no answer for now. */
  clear(words = null) {
    this.#reading = null;
    this.#root.classList.add("waiting");
    this.#root.classList.remove("doubtful", "stale");
    for (const name of ["text", "sure"]) part(this.#root, name).textContent = "";
    part(this.#root, "words").textContent = words ?? say("words.waiting");
    part(this.#root, "cautions").replaceChildren();
    part(this.#root, "others").replaceChildren();
    part(this.#root, "others-title").hidden = true;
    this.#glyph.hide();
    this.#view.clear();
    if (words === null) this.#correction.forget();
    else this.#correction.show(null);
  }

  /** Says why there is no newer answer; the one before stays, paler. */
  trouble(words) {
    this.#root.classList.add("stale");
    part(this.#root, "words").textContent = words;
  }

  /** Says that the same is read once more; until then the answer stays, paler, and nothing is done with it. */
  wait(words) {
    this.trouble(words);
    this.#root.inert = true;
    this.#glyph.hide();
    this.renew();
  }

  /** What was read is not what it was: nothing was saved as the right text for it. */
  renew() {
    this.#correction.renew();
  }

  /** What was typed over the answer and not saved; null where there is no such text. */
  get unsaved() {
    return this.#correction.unsaved;
  }

  kept(id, words = null) {
    this.#correction.kept(id, words);
  }

  /** Shows that a text was saved as the right one, before. */
  corrected(text) {
    this.#correction.corrected(text);
  }

  #showGlyph() {
    const glyphs = glyphsOf(this.#reading);
    const { chosen } = this.#view;
    this.#glyph.show(glyphs[chosen], this.#view.crop(glyphs, chosen, this.#reading));
  }

  /** Of one line the other texts that it may be; of a page they would be the lines' business. */
  #showOthers({ lines }) {
    const others = lines.length === 1 ? lines[0].candidates.slice(1) : [];
    part(this.#root, "others-title").hidden = others.length === 0;
    part(this.#root, "others").replaceChildren(
      ...others.map(({ text, confidence }) => {
        const name = say("words.choose", { text, percent: percent(confidence) });
        const signs = element("span", { class: "glyph-text" }, text);
        const share = element("span", { class: "share" }, percent(confidence));
        return element("li", {}, element("button", { type: "button", "aria-label": name, onclick: () => this.#correction.save(text) }, signs, share));
      }),
    );
  }

  /** Puts another character in the place of the chosen one, into the text that is to be saved. */
  #replace(text) {
    const read = [...this.#reading.text];
    const signs = [...(this.#correction.text || this.#reading.text)]; // more than were read, or fewer
    const stands = placeOf(this.#reading, this.#view.chosen);
    const place = stands === null ? null : placeIn(signs, read, stands);
    if (place === null) this.#correction.refuse(say("words.correct.lost"));
    else this.#correction.propose([...signs.slice(0, place), text, ...signs.slice(place + 1)].join(""));
  }
}

/** The answer for those who listen, with what is odd about it. */
export function spoken(reading) {
  const parts = reading.text === "" ? [sentence(reading)] : [sentence(reading), reading.text, sureness(reading)];
  return [...parts, ...cautions(reading).map((item) => item.textContent)].join(" ");
}

/** All characters of a reading, in order. */
export function glyphsOf({ lines }) {
  return lines.flatMap(({ glyphs }) => glyphs);
}

function sentence({ blank, text, refusal, lines }) {
  if (blank || (text === "" && refusal === null)) return say("answer.blank");
  if (refusal && text === "") return sayOf("answer.refused_for", refusal.code, "answer.refused");
  return say(lines.length > 1 ? "words.reads_lines" : "words.reads");
}

/** How sure the answer is; of several lines that every one is right, as the history tells it. */
function sureness({ lines, confidence }) {
  const said = { percent: percent(confidence) };
  return lines.length > 1 ? say(`words.sure_lines.${degree(confidence)}`, said) : say(`words.sure.${degree(confidence)}`, said);
}

/** Refusals and warnings as list items; of several lines those that are to be looked at, with their numbers. */
function cautions({ refusal, warnings, lines }) {
  const doubts = refusal ? [refused(refusal)] : lineDoubts(lines.length > 1 ? lines : []);
  const odd = warnings.filter(({ code }) => code !== refusal?.code);
  return [
    ...doubts.map((words) => element("li", {}, words)),
    ...odd.map((warning) => element("li", {}, sayOf("warning", warning.code, "warning.other", warning))),
  ];
}
