// The words page: the wide pad with its live answer, and the pictures and pages that are sent.

import { part } from "./element.js";
import { Keeping } from "./keeping.js";
import { Live } from "./live.js";
import { idOfDrawing, recall, remember, WORDS_SHEET, WORDS_WISH } from "./memory.js";
import { Pad } from "./pad.js";
import { addPadTools } from "./pad_tools.js";
import { explain, readWords } from "./service.js";
import { StagesPanel } from "./stages_panel.js";
import { Drawing } from "./strokes.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";
import { Upload } from "./upload.js";
import { spoken, WordsAnswer } from "./words_answer.js";
import { showKept } from "./words_kept.js";
import { offerLeft } from "./words_left.js";
import { paintedDrawing } from "./words_picture.js";
import { WordsSent } from "./words_sent.js";
import { WordsWish } from "./words_wish.js";

const [WIDTH, HEIGHT] = [616, 280]; // units of the pad, in the shape that words.css gives it

const page = document;
const penInput = part(page, "pen");
const pad = new Pad(part(page, "pad"), Number(penInput.value), new Drawing(WIDTH, HEIGHT));
const stages = new StagesPanel(part(page, "stages"));
const wish = new WordsWish(page);
const snapshot = () => (pad.drawing.empty ? null : { strokes: pad.drawing.data(pad.penWidth), ...wish.said });
const keeping = new Keeping(
  snapshot,
  (id, words) => answer.kept(id, words),
  ({ strokes, ...said }, options) => readWords(strokes, { ...said, ...options }),
);
const answer = new WordsAnswer(part(part(page, "pad").closest(".words-desk"), "answer"), () => keeping.forCorrection(), look);
const troubled = (error, final) => {
  if (wish.complain(error)) answer.clear(say("words.wish_wrong"));
  else answer.trouble(error.words ?? error.message);
  if (final) part(page, "spoken").textContent = error.words ?? error.message;
};
const live = new Live(ask, show, troubled, { single: true });

async function ask() {
  const { strokes, ...said } = snapshot();
  return { reading: await readWords(strokes, { ...said, keep: false }), strokes };
}

function show({ reading, strokes }, final) {
  wish.complain(null);
  answer.show(reading, paintedDrawing(strokes));
  if (final) part(page, "spoken").textContent = spoken(reading);
}

/** Asks when a stroke has ended: a word takes ten times as long to read as a character. */
function follow() {
  for (const name of ["undo", "redo"]) part(page, name).disabled = !pad.drawing[`${name}able`];
  part(page, "clear").disabled = part(page, "next").disabled = pad.drawing.empty;
  if (!pad.drawing.empty) {
    answer.renew();
    live.want(true);
    return;
  }
  live.drop();
  wish.complain(null);
  answer.clear();
}

async function nextSheet() {
  if (pad.drawing.empty) return;
  const typed = answer.unsaved;
  const kept = keeping.next();
  pad.drawing.reset();
  pad.repaint();
  follow();
  if (typed !== null) offerLeft(typed, kept);
  await kept.catch((error) => toast(say("answer.not_kept_because", { words: error.words ?? error.message })));
}

/** Shows the stages of one character, cut out of its word. */
async function look(file) {
  const inside = part(page, "inside");
  const from = page.activeElement;
  part(page, "inside-close").onclick = () => {
    inside.hidden = true;
    from.focus();
  };
  inside.hidden = false;
  inside.scrollIntoView();
  page.getElementById("inside-title").focus();
  await stages.load(() => explain(file, {}));
}

pad.addEventListener("move", () => keeping.wait());
pad.addEventListener("stroke", () => {
  if (!pad.drawing.empty) keeping.touch();
  follow();
});
wish.addEventListener("change", () => {
  if (pad.drawing.empty) return;
  keeping.touch();
  follow();
});
penInput.addEventListener("input", () => {
  pad.penWidth = Number(penInput.value);
  if (pad.drawing.empty) return;
  keeping.touch();
  follow();
});

addPadTools(page, pad, keeping);
part(page, "next").addEventListener("click", nextSheet);
page.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, button, summary, dialog, [data-inside]") || pad.busy) return;
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  const name = command && key === "z" ? (event.shiftKey ? "redo" : "undo") : command && key === "y" ? "redo" : key === "delete" ? "clear" : null;
  const onPad = event.target.closest("[data-pad]") || event.target === page.body; // elsewhere Enter follows links
  if (name) part(page, name).click();
  else if (key === "enter" && onPad) part(page, "next").click();
  else return;
  event.preventDefault();
});

/** Goes on with the sheet of before the page was loaded anew. */
function goOn({ strokes, penWidth, id }) {
  penInput.value = pad.penWidth = penWidth;
  pad.drawing.restore(strokes, performance.now());
  const { strokes: sent } = pad.drawing.data(penWidth);
  keeping.resume(id, () => idOfDrawing(sent));
}

const putAway = () => {
  const sheet = { strokes: pad.drawing.strokes, penWidth: pad.penWidth, id: keeping.id };
  remember(pad.drawing.empty ? null : sheet, WORDS_SHEET);
  remember(wish.said, WORDS_WISH);
};
page.addEventListener("visibilitychange", () => page.visibilityState === "hidden" && putAway());
addEventListener("pagehide", putAway);

new Upload(page, WordsSent, { wish: () => wish.said, complain: (error) => wish.complain(error), look });
const id = new URLSearchParams(location.search).get("id");
if (id) showKept(id, { template: part(page, "sent"), list: part(page, "answers"), look });
const said = recall(WORDS_WISH);
if (said) wish.sayAgain(said);
const sheet = recall(WORDS_SHEET);
if (sheet) goOn(sheet);
follow();
