// One reading in the history: its picture, its answer, putting it right and deleting it.

import { fieldFor, hasLines, isWords, nameOf, wrongWith } from "./correction_field.js";
import { part } from "./element.js";
import { FoldedText } from "./history_text.js";
import { correct } from "./service.js";
import { character, date, percent, say, sayOf } from "./texts.js";

export class HistoryEntry {
  #handlers;
  #form;
  #text;

  /** @param element a copy of the page's template */
  constructor(element, entry, handlers) {
    [this.element, this.entry, this.#handlers] = [element, entry, handlers];
    this.#form = element.querySelector("form");
    this.#text = new FoldedText(part(element, "text"), part(element, "unfold"));
    if (isWords(entry)) this.#becomeWords();
    part(element, "correct").addEventListener("click", () => this.#edit(true));
    part(element, "cancel").addEventListener("click", () => this.#edit(false));
    part(element, "delete").addEventListener("click", () => handlers.deleted(this));
    part(element, "take-back").addEventListener("click", () => this.#send(null));
    this.#form.addEventListener("keydown", (event) => event.key === "Escape" && this.#edit(false));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.#show();
  }

  /** What the reading is called in sentences. */
  get name() {
    return nameOf(this.entry);
  }

  /** Words have a page of their own that shows each of their characters. */
  #becomeWords() {
    this.element.classList.add("of-words");
    const look = part(this.element, "look");
    look.dataset.look = look.dataset.words;
    look.textContent = say("history.characters");
    part(this.element, "correction").textContent = say("history.correction_words");
  }

  /** Shows the reading as the service tells it now. */
  update(entry) {
    this.entry = entry;
    this.#show();
  }

  #show() {
    const { entry, element, name } = this;
    const right = entry.correction ?? entry.text;
    showPicture(element, entry, name);
    this.#text.show(right || "–");
    part(element, "text").title = right && !isWords(entry) ? character(right) : "";
    const isCorrected = entry.correction !== null;
    element.classList.toggle("corrected", isCorrected);
    element.classList.toggle("refused", Boolean(entry.refusal) && !isCorrected);
    const refusal = refused(entry);
    part(element, "refused").textContent = isCorrected ? "" : refusal;
    part(element, "sure").textContent = isCorrected && refusal ? "" : sureness(entry);
    part(element, "was").textContent = isCorrected ? refusal || say("history.was_read", { text: name }) : "";
    part(element, "take-back").hidden = entry.correction === null;
    part(element, "when").textContent = date(entry.made_at);
    part(element, "when").dateTime = entry.made_at;
    part(element, "door").textContent = isDrawing(entry) ? say("history.drawing") : entry.source ?? sayOf("history.door", entry.door, "history.door.api");
    part(element, "look").href = `${part(element, "look").dataset.look}?id=${entry.id}`;
    part(element, "look").hidden = entry.image === null && !isDrawing(entry) && !isWords(entry);
    const actions = { correct: "correct", delete: "delete", look: isWords(entry) ? "characters" : "inside" };
    for (const [action, named] of Object.entries(actions)) {
      part(element, action).setAttribute("aria-label", say(`history.${named}_of`, { text: name }));
    }
  }

  #edit(open) {
    this.#form.hidden = !open;
    part(this.element, "actions").hidden = open;
    const input = fieldFor(this.entry, this.#field);
    if (open) input.focus();
    else part(this.element, "correct").focus();
  }

  get #field() {
    return this.#form.querySelector("input, textarea");
  }

  async #save() {
    const text = this.#field.value.trim();
    const wrong = wrongWith(text, this.entry);
    if (wrong === null) await this.#send(text);
    else this.#trouble(wrong);
  }

  async #send(text) {
    try {
      this.update(await correct(this.entry.id, text));
      this.#trouble("");
      this.#edit(false);
      this.#handlers.corrected();
    } catch (error) {
      this.#trouble(error.words ?? error.message);
    }
  }

  #trouble(words) {
    part(this.element, "entry-trouble").textContent = words;
  }
}

/** That the reading was refused, and what it would be at best; of a page the other lines may be right. */
function refused(entry) {
  if (!entry.refusal || entry.refusal.code === "blank") return "";
  if (!entry.text) return say("history.refused_whole");
  return hasLines(entry) ? say("history.refused_lines") : say("history.refused", { text: nameOf(entry) });
}

/** How sure the reading is, or why it is none to be trusted. */
function sureness(entry) {
  const { text, confidence, refusal } = entry;
  if (!text && (!refusal || refusal.code === "blank")) return say("history.blank");
  if (refusal) return sayOf("answer.refused_for", refusal.code, "answer.refused");
  return say(hasLines(entry) ? "answer.confidence_lines" : "answer.confidence", { percent: percent(confidence) });
}

/** Whether the reading is of a drawing; a list of readings tells so without the strokes themselves. */
function isDrawing({ has_strokes: listed, strokes }) {
  return Boolean(listed ?? strokes);
}

/** The kept picture, or else the glyph, or else that there is none. */
export function showPicture(root, entry, name) {
  const image = part(root, "picture");
  const shown = entry.image ?? entry.glyph;
  image.hidden = shown === null;
  part(root, "no-picture").hidden = shown !== null;
  if (shown === null) return;
  image.classList.toggle("dots", entry.image === null);
  image.src = shown;
  image.alt = say("history.picture_of", { text: name });
}
