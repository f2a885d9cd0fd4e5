// What is drawn of a template: its picture, its fields, one of them chosen, and the way back.

const MOST_STEPS = 200; // that can be taken back
const NEVER_SAID = { charset: "", also: null, pattern: "", words: "", list: "", group: "", lines: false, review_below: null };

export const LEAST = 8; // px of a field's sides: nothing smaller holds a character

/** A field as the draft holds it: `kind` says what may be written in it, the texts of other kinds wait beside it. */
function fieldOf(box, settings = {}) {
  return { name: "", kind: "any", ...NEVER_SAID, ...settings, ...box };
}

/** Sends `change` when anything is other than before, and `choose` when another field is the chosen one. */
export class Draft extends EventTarget {
  #state = { name: "", blank: "", picture: null, width: 0, height: 0, fields: [] };
  #past = [];
  #future = [];
  #step = null; // what the latest change was of: a further one of the same is no step of its own
  #chosen = null;
  #made = 0; // fields ever made here, each of which has a key

  get state() {
    return this.#state;
  }

  get fields() {
    return this.#state.fields;
  }

  get empty() {
    return this.#state.picture === null;
  }

  get chosen() {
    return this.field(this.#chosen);
  }

  get undoable() {
    return this.#past.length > 0;
  }

  get redoable() {
    return this.#future.length > 0;
  }

  field(key) {
    return this.fields.find((one) => one.key === key) ?? null;
  }

  /** Begins anew with `state`; the form that was there before, with its picture, is one step back. */
  begin(state) {
    const fields = state.fields.map((one) => ({ ...fieldOf({}), ...one, key: this.#key() }));
    if (!this.empty) this.#past = this.#withNow();
    [this.#state, this.#future, this.#step, this.#chosen] = [{ ...state, fields }, [], null, null];
    this.#tell("change", "choose");
  }

  choose(key) {
    if (key === this.#chosen) return;
    [this.#chosen, this.#step] = [key, null];
    this.#tell("choose");
  }

  /** Changes what belongs to the whole, such as `name`. */
  set(changes, step = null) {
    this.#change({ ...this.#state, ...changes }, step);
  }

  /** Changes a field; changes of the same `step`, such as those of one pull of the mouse, are taken back together. */
  edit(key, changes, step = null) {
    const fields = this.fields.map((one) => (one.key === key ? { ...one, ...changes } : one));
    this.#change({ ...this.#state, fields }, step && `${key} ${step}`);
  }

  /** Changes the words of a list for every field that has it; `key` is of one that has it from now on. */
  setWords(list, words, key) {
    const fields = this.fields.map((one) => (one.key === key || one.list === list ? { ...one, list, words } : one));
    this.#change({ ...this.#state, fields }, `words of ${list}`);
  }

  /** Puts a box elsewhere, or makes it larger: always within the picture, and never too small. */
  place(key, box, step = null) {
    this.edit(key, within(box, this.#state), step);
  }

  /** Adds a field and chooses it; `like` is one whose settings it takes over. */
  add(box, like = null) {
    const key = this.#key();
    const { name: _, ...settings } = like ?? { kind: "any" };
    const added = { ...fieldOf(within(box, this.#state), settings), ...within(box, this.#state), name: "", key };
    this.#change({ ...this.#state, fields: [...this.fields, added] });
    this.choose(key);
    return key;
  }

  /** Adds a field for each box, all in one step, but where one is already. */
  addAll(boxes) {
    const free = boxes.filter((box) => !this.fields.some((one) => overlap(one, box)));
    if (free.length === 0) return 0;
    const made = free.map((box) => ({ ...fieldOf(within(box, this.#state)), key: this.#key() }));
    this.#change({ ...this.#state, fields: [...this.fields, ...made] });
    this.choose(made[0].key);
    return made.length;
  }

  remove(key) {
    const place = this.fields.findIndex((one) => one.key === key);
    if (place < 0) return;
    const fields = this.fields.filter((one) => one.key !== key);
    this.#change({ ...this.#state, fields });
    this.choose(fields[Math.min(place, fields.length - 1)]?.key ?? null);
  }

  /** Moves a field up or down among the others: their order is that of the table's columns. */
  move(key, by) {
    const fields = [...this.fields];
    const place = fields.findIndex((one) => one.key === key);
    if (fields[place + by] === undefined || place < 0) return;
    [fields[place], fields[place + by]] = [fields[place + by], fields[place]];
    this.#change({ ...this.#state, fields });
  }

  undo() {
    this.#go(this.#past, this.#future);
  }

  /** Takes back all that was done since `state`. */
  undoTo(state) {
    if (this.#past.includes(state)) while (this.#state !== state) this.undo();
  }

  redo() {
    this.#go(this.#future, this.#past);
  }

  /** The next change is a step of its own. */
  rest() {
    this.#step = null;
  }

  #change(state, step = null) {
    if (step === null || step !== this.#step) this.#past = this.#withNow();
    [this.#step, this.#future, this.#state] = [step, [], state];
    this.#tell("change");
  }

  #withNow() {
    return [...this.#past, this.#state].slice(-MOST_STEPS);
  }

  #go(from, to) {
    if (from.length === 0) return;
    to.push(this.#state);
    [this.#state, this.#step] = [from.pop(), null];
    if (this.chosen === null) this.#chosen = null;
    this.#tell("change", "choose");
  }

  #key() {
    this.#made += 1;
    return this.#made;
  }

  #tell(...names) {
    for (const name of names) this.dispatchEvent(new Event(name));
  }
}

function overlap(one, box) {
  const across = Math.min(one.left + one.width, box.left + box.width) - Math.max(one.left, box.left);
  const down = Math.min(one.top + one.height, box.top + box.height) - Math.max(one.top, box.top);
  return across > 0 && down > 0;
}

/** A box in whole pixels, moved and made smaller until it lies within the picture. */
function within({ left, top, width, height }, { width: across, height: down }) {
  const wide = Math.min(across, Math.max(LEAST, Math.round(width)));
  const high = Math.min(down, Math.max(LEAST, Math.round(height)));
  return {
    left: Math.min(across - wide, Math.max(0, Math.round(left))),
    top: Math.min(down - high, Math.max(0, Math.round(top))),
    width: wide,
    height: high,
  };
}
