// A pen for the keyboard: arrow keys move it, the space bar puts it down and lifts it.

const STEP = 5; // units of the pad
const BIG_STEP = 20;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class KeyboardPen {
  down = false;
  shown = false;
  #x;
  #y;
  #pad;

  constructor(canvas, pad) {
    this.#pad = pad;
    [this.#x, this.#y] = [pad.drawing.height / 2, pad.drawing.height / 4]; // the middle of a square, the left of a line
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("blur", () => this.#leave());
  }

  /** Paints a cross where the pen is, and a ring round it while it is down. */
  paint(context) {
    if (!this.shown) return;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [x, y] of [[9, 0], [0, 9]]) {
      context.moveTo(this.#x - x, this.#y - y);
      context.lineTo(this.#x + x, this.#y + y);
    }
    if (this.down) {
      context.moveTo(this.#x + 12, this.#y);
      context.arc(this.#x, this.#y, 12, 0, 2 * Math.PI);
    }
    context.stroke();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in MOVES) this.#move(MOVES[event.key], event);
    else if (event.key === " ") this.#press(event);
    else if (event.key === "Escape") this.#leave();
  }

  #move([right, down], event) {
    event.preventDefault();
    const step = event.shiftKey ? BIG_STEP : STEP;
    this.#x = Math.min(this.#pad.drawing.width, Math.max(0, this.#x + right * step));
    this.#y = Math.min(this.#pad.drawing.height, Math.max(0, this.#y + down * step));
    this.shown = true;
    if (this.down) this.#pad.extend([this.#point(event)]);
    else this.#pad.repaint();
  }

  #press(event) {
    event.preventDefault();
    this.shown = true;
    this.down = !this.down;
    if (this.down) this.#pad.begin(this.#point(event));
    else this.#pad.end();
    this.#pad.repaint();
  }

  #leave() {
    this.shown = false;
    if (this.down) {
      this.down = false;
      this.#pad.end();
    }
    this.#pad.repaint();
  }

  #point(event) {
    return { x: this.#x, y: this.#y, t: event.timeStamp, pressure: 0.5 };
  }
}
