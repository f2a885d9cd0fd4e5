// A drawing as vectors, in the form of Quick, Draw!: per stroke lists of x, y, time and pressure.

/** Units a side of the square pad, whatever its size on the screen: the same drawing is the same data everywhere. */
export const SIDE = 280;

// What the service takes, with room to spare; a drawing of one character has a few hundred points.
const MAX_POINTS = 18000;
const MAX_STROKES = 190;

export class Drawing {
  #strokes = [];
  #past = []; // the lists of strokes before each change
  #future = [];
  #began = 0;
  #full = false; // whether the drawing holds as much as the service takes

  /** @param width, height units of the sheet */
  constructor(width = SIDE, height = SIDE) {
    [this.width, this.height] = [width, height];
  }

  get strokes() {
    return this.#strokes;
  }

  get empty() {
    return this.#strokes.length === 0;
  }

  get undoable() {
    return this.#past.length > 0;
  }

  get redoable() {
    return this.#future.length > 0;
  }

  /** Puts the pen down; a stroke of this one point is a dot. */
  begin(point) {
    this.#full = this.#strokes.length >= MAX_STROKES || this.#room <= 0;
    if (this.#full) return;
    if (this.empty) this.#began = point.t;
    this.#change([...this.#strokes, { x: [], y: [], t: [], p: [] }]);
    this.extend([point]);
  }

  /** Moves the pen, that is down, through `points`; what a full drawing cannot hold is left out. */
  extend(points) {
    if (this.#full) return;
    const stroke = this.#strokes.at(-1);
    for (const point of points.slice(0, this.#room)) {
      stroke.x.push(round(point.x));
      stroke.y.push(round(point.y));
      stroke.t.push(Math.max(0, Math.round(point.t - this.#began)));
      stroke.p.push(Math.round(point.pressure * 100) / 100);
    }
  }

  undo() {
    this.#step(this.#past, this.#future);
  }

  redo() {
    this.#step(this.#future, this.#past);
  }

  clear() {
    if (!this.empty) this.#change([]);
  }

  /** Takes the stroke under the pen away as if it had never been begun. */
  abandon() {
    if (!this.undoable) return;
    this.#strokes = this.#past.pop();
    this.#full = false;
  }

  /** Goes on with the strokes of before the page was loaded anew, at `now`; undo takes them back one by one. */
  restore(strokes, now) {
    this.#strokes = strokes;
    this.#past = strokes.map((_, count) => strokes.slice(0, count));
    this.#future = [];
    this.#began = now - Math.max(0, ...strokes.map(({ t }) => t.at(-1)));
  }

  /** Forgets everything, what could be undone included: a new sheet. */
  reset() {
    [this.#strokes, this.#past, this.#future] = [[], [], []];
  }

  /** What is sent: pressure only where the pen has any. */
  data(penWidth) {
    const strokes = this.#strokes.map(({ x, y, t, p }) => (p.some((value) => value !== p[0]) ? [x, y, t, p] : [x, y, t]));
    return { strokes, width: this.width, height: this.height, pen_width: penWidth };
  }

  /** Points that the drawing may still take. */
  get #room() {
    return MAX_POINTS - this.#strokes.reduce((sum, { x }) => sum + x.length, 0);
  }

  #change(strokes) {
    this.#past.push(this.#strokes);
    this.#future = [];
    this.#strokes = strokes;
  }

  #step(from, to) {
    if (from.length === 0) return;
    to.push(this.#strokes);
    this.#strokes = from.pop();
  }
}

function round(value) {
  return Math.round(value * 10) / 10;
}
