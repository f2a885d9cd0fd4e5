// The drawing pad: mouse, pen and finger, with every point the device saw, sharp on any screen.

import { paint } from "./ink.js";
import { KeyboardPen } from "./keyboard_pen.js";
import { Drawing } from "./strokes.js";

/** Sends the events `move` while a stroke is drawn and `stroke` after each change that is complete. */
export class Pad extends EventTarget {
  drawing;
  #canvas;
  #frame;
  #pointer = null; // the one that draws
  #byHand = false; // whether that is a finger, which a pen puts aside: a palm comes down before its pen
  #keyboard;
  #penWidth;
  #due = false;

  /** @param drawing an empty one, of which the frame has the shape */
  constructor(frame, penWidth, drawing = new Drawing()) {
    super();
    this.drawing = drawing;
    this.#frame = frame;
    this.#canvas = frame.querySelector("canvas");
    this.#penWidth = penWidth;
    this.#keyboard = new KeyboardPen(this.#canvas, this);
    const listen = (name, handler) => this.#canvas.addEventListener(name, handler);
    listen("pointerdown", (event) => this.#down(event));
    listen("pointermove", (event) => this.#move(event));
    listen("pointerup", (event) => this.#up(event));
    listen("pointercancel", (event) => this.#up(event));
    listen("lostpointercapture", (event) => this.#up(event)); // a dialog of the browser may take the pointer away
    listen("contextmenu", (event) => event.preventDefault()); // a long press is a long stroke
    // Old Safari scrolls in spite of `touch-action: none`.
    this.#canvas.addEventListener("touchmove", (event) => event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.repaint()).observe(this.#canvas);
    document.documentElement.addEventListener("themechange", () => this.repaint());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
  }

  get penWidth() {
    return this.#penWidth;
  }

  set penWidth(width) {
    this.#penWidth = width;
    this.repaint();
  }

  get busy() {
    return this.#pointer !== null || this.#keyboard.down;
  }

  /** Changes the drawing by `change` and tells of it. */
  alter(change) {
    change(this.drawing);
    this.repaint();
    this.dispatchEvent(new Event("stroke"));
  }

  begin(point) {
    this.drawing.begin(point);
    this.repaint();
    this.dispatchEvent(new Event("move"));
  }

  extend(points) {
    this.drawing.extend(points);
    this.repaint();
    this.dispatchEvent(new Event("move"));
  }

  end() {
    this.dispatchEvent(new Event("stroke"));
  }

  /** Paints at the next frame, however often it is asked for until then. */
  repaint() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#paint();
    });
  }

  #down(event) {
    const pen = event.pointerType === "pen";
    if (event.button !== 0 || (this.#pointer !== null && !(pen && this.#byHand))) return;
    if (this.#pointer !== null) this.drawing.abandon();
    [this.#pointer, this.#byHand] = [event.pointerId, event.pointerType === "touch"];
    this.#canvas.setPointerCapture(event.pointerId);
    this.begin(this.#point(event));
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const seen = event.getCoalescedEvents?.() ?? [];
    this.extend((seen.length > 0 ? seen : [event]).map((one) => this.#point(one)));
  }

  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.end();
  }

  /** Where the pointer is in the pad's own units; only a pen's pressure says anything. */
  #point(event) {
    const box = this.#canvas.getBoundingClientRect();
    const { width, height } = this.drawing;
    return {
      x: Math.min(width, Math.max(0, ((event.clientX - box.left) / box.width) * width)),
      y: Math.min(height, Math.max(0, ((event.clientY - box.top) / box.height) * height)),
      t: event.timeStamp,
      pressure: event.pointerType === "pen" ? event.pressure : 0.5,
    };
  }

  #paint() {
    const scale = (this.#canvas.clientWidth * devicePixelRatio) / this.drawing.width;
    const [width, height] = [this.drawing.width * scale, this.drawing.height * scale].map(Math.round);
    if (this.#canvas.width !== width) [this.#canvas.width, this.#canvas.height] = [width, height];
    const context = this.#canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.scale(scale, scale);
    context.strokeStyle = context.fillStyle = getComputedStyle(this.#canvas).color;
    paint(context, this.drawing.strokes, this.#penWidth);
    this.#keyboard.paint(context);
    this.#frame.classList.toggle("inked", !this.drawing.empty || this.#keyboard.shown);
  }
}
