// A drawing as it was made: stroke by stroke, in its own time.

import { element } from "./element.js";
import { paint } from "./ink.js";
import { say } from "./texts.js";
import { zoom } from "./zoom.js";

const SIDE = 448; // canvas px, the longer one
const LONGEST = 6000; // ms of a replay: who stopped to think is shown faster
const STEP = 10; // ms a point of a drawing that came without times

/** Opens a dialog in which `drawing`, as the service keeps it, is drawn again. */
export function replay({ strokes, width, height, pen_width: penWidth }) {
  const scale = SIDE / Math.max(width, height);
  const canvas = element("canvas", { class: "replay sheet", width: width * scale, height: height * scale, role: "img", "aria-label": say("inside.replay.alt") });
  zoom(say("inside.replay.title"), canvas);
  const timed = withTimes(strokes);
  const end = timed.at(-1)?.t.at(-1) ?? 0;
  const speed = Math.max(1, end / LONGEST);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  const began = performance.now();
  const draw = () => {
    const now = (performance.now() - began) * speed;
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    context.clearRect(0, 0, width, height);
    paint(context, until(timed, now), penWidth);
    if (now < end && canvas.isConnected) requestAnimationFrame(draw);
    else canvas.dataset.ended = "";
  };
  draw();
}

/** The strokes with a time and a pressure for each point, whatever they came with. */
function withTimes(strokes) {
  let points = 0;
  return strokes.map(([x, y, t, p]) => {
    const first = points;
    points += x.length;
    return { x, y, t: t ?? x.map((_, place) => (first + place) * STEP), p: p ?? x.map(() => 0.5) };
  });
}

/** What had been drawn of them at `now`. */
function until(strokes, now) {
  const begun = strokes.filter(({ t }) => t[0] <= now);
  return begun.map((stroke) => {
    const count = stroke.t.filter((time) => time <= now).length;
    return Object.fromEntries(Object.entries(stroke).map(([name, row]) => [name, row.slice(0, count)]));
  });
}
