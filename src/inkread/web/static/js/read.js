// The read page: the pad, its live answer, the pictures that are sent, and the look inside.

import { Answer, spoken } from "./answer.js";
import { part } from "./element.js";
import { Keeping } from "./keeping.js";
import { Live } from "./live.js";
import { idOfDrawing, recall, remember } from "./memory.js";
import { Pad } from "./pad.js";
import { addPadTools } from "./pad_tools.js";
import { Sent } from "./sent.js";
import { explain, readStrokes } from "./service.js";
import { StagesPanel } from "./stages_panel.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";
import { Upload } from "./upload.js";

const page = document;
const penInput = part(page, "pen");
const pad = new Pad(part(page, "pad"), Number(penInput.value));
const stages = new StagesPanel(part(page, "stages"));
const inside = { open: false, file: null }; // what the look inside shows: a picture, or null for the drawing
let strokeEnded = null; // when the last stroke ended, to measure how long its answer took

const charset = () => {
  const value = part(page, "charset").querySelector(":checked").value;
  return value === "all" ? null : value;
};
const snapshot = () => (pad.drawing.empty ? null : { strokes: pad.drawing.data(pad.penWidth), charset: charset() });

const keeping = new Keeping(
  snapshot,
  (id, words) => answer.kept(id, words),
  ({ strokes, charset }, options) => readStrokes(strokes, { charset, ...options }),
);
const answer = new Answer(part(part(page, "pad").closest(".desk"), "answer"), () => keeping.forCorrection());
const live = new Live(ask, show, (error, final) => {
  answer.trouble(error.words ?? error.message);
  if (final) part(page, "spoken").textContent = error.words ?? error.message;
});

async function ask(final) {
  const { strokes, charset } = snapshot();
  if (!inside.open || inside.file) return { reading: await readStrokes(strokes, { charset, keep: false }) };
  return explain(strokes, { charset, occlusion: final });
}

function show(explanation, final) {
  answer.show(explanation.reading);
  if (explanation.trail) stages.show(explanation);
  if (!final) return;
  part(page, "spoken").textContent = spoken(explanation.reading);
  if (strokeEnded !== null) performance.measure("inkread:stroke", { start: strokeEnded, end: performance.now() });
  strokeEnded = null;
}

function follow(final) {
  showTools();
  if (pad.drawing.empty) {
    live.drop();
    answer.clear();
    if (!inside.file) stages.clear();
  } else {
    live.want(final);
  }
}

function showTools() {
  part(page, "undo").disabled = !pad.drawing.undoable;
  part(page, "redo").disabled = !pad.drawing.redoable;
  part(page, "clear").disabled = part(page, "next").disabled = pad.drawing.empty;
}

async function nextSheet() {
  if (pad.drawing.empty) return;
  const kept = keeping.next().catch((error) => toast(say("answer.not_kept_because", { words: error.words ?? error.message })));
  pad.drawing.reset();
  pad.repaint();
  follow(true);
  await kept;
}

pad.addEventListener("move", () => {
  keeping.wait();
  inside.file = null; // a drawing takes the place of the picture that was looked into
  follow(false);
});
pad.addEventListener("stroke", () => {
  strokeEnded = performance.now();
  if (!pad.drawing.empty) keeping.touch();
  follow(true);
});

addPadTools(page, pad, keeping);
part(page, "next").addEventListener("click", nextSheet);
penInput.addEventListener("input", () => {
  pad.penWidth = Number(penInput.value);
  if (pad.drawing.empty) return;
  keeping.touch();
  follow(false);
});
part(page, "charset").addEventListener("change", () => {
  if (pad.drawing.empty) return;
  keeping.touch();
  follow(true);
});

page.addEventListener("keydown", (event) => {
  if (event.target.closest("input[type=text], dialog, [data-inside]") || pad.busy) return;
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  const name =
    command && key === "z" ? (event.shiftKey ? "redo" : "undo") : command && key === "y" ? "redo" : key === "delete" ? "clear" : null;
  const onPad = event.target.closest("[data-pad]") || event.target === page.body;
  if (name) part(page, name).click();
  else if (key === "enter" && onPad) part(page, "next").click();
  else return;
  event.preventDefault();
});

/** Opens or shuts the look inside; of `file` where one is given, else of the drawing. */
async function look(open, file = null) {
  const button = part(page, "inside-switch");
  Object.assign(inside, { open, file });
  button.setAttribute("aria-expanded", open);
  button.textContent = open ? button.dataset.shut : button.dataset.open;
  page.getElementById("inside").hidden = !open;
  if (!open) return;
  if (file) {
    part(page, "inside").scrollIntoView();
    await stages.load(() => explain(file, { charset: charset() }));
  } else if (!pad.drawing.empty) {
    await stages.load(() => explain(snapshot().strokes, { charset: charset() }));
  }
}

/** Goes on with the sheet of before the page was loaded anew. */
function goOn({ strokes, penWidth, charset: chosen, id }) {
  penInput.value = pad.penWidth = penWidth;
  const choice = part(page, "charset").querySelector(`[value="${chosen}"]`); // another model may not have it
  if (choice) choice.checked = true;
  pad.drawing.restore(strokes, performance.now());
  const { strokes: sent } = pad.drawing.data(penWidth);
  keeping.resume(id, () => idOfDrawing(sent));
  follow(true);
}

const putAway = () =>
  remember(pad.drawing.empty ? null : { strokes: pad.drawing.strokes, penWidth: pad.penWidth, charset: charset(), id: keeping.id });
page.addEventListener("visibilitychange", () => page.visibilityState === "hidden" && putAway());
addEventListener("pagehide", putAway);

part(page, "inside-switch").addEventListener("click", () => look(!inside.open));
new Upload(page, Sent, { charset, look: (file) => look(true, file) });
showTools();
const sheet = recall();
if (sheet) goOn(sheet);
