// Questions that follow the pen: the latest wins, and an answer that came too late is dropped.

const PAUSE = 70; // ms between two questions while the pen moves
const LATER = 1000; // ms until a question is asked again that got no answer, twice as many after each further one
const LATEST = 8000;

/**
 * Asks by `ask(final)` and hands its answer to `show(answer, final)`; a failure goes to `fail(error, final)`.
 * With `single` the end of a stroke waits for the answer before, too: what the service reads one after the other anyway
 * would only be told that it is busy.
 */
export class Live {
  #ask;
  #show;
  #fail;
  #single;
  #asked = 0; // number of the latest question
  #shown = 0; // number of the latest question whose answer is on the page
  #waiting = 0; // questions without an answer
  #last = -Infinity;
  #shut = -Infinity; // until when the service wants to be left alone
  #failed = 0; // questions in a row without an answer
  #timer = null;

  constructor(ask, show, fail, { single = false } = {}) {
    [this.#ask, this.#show, this.#fail, this.#single] = [ask, show, fail, single];
  }

  /** Asks soon, and at once after a stroke (`final`); while one question is out, movements wait. */
  want(final) {
    clearTimeout(this.#timer);
    const now = performance.now();
    const wait = Math.max(final ? 0 : this.#last + PAUSE - now, this.#shut - now);
    const held = !final || (this.#single && now - this.#last < LATEST); // a question may be lost on its way
    if (wait > 0 || (held && this.#waiting > 0)) {
      this.#timer = setTimeout(() => this.want(final), Math.max(wait, 10));
      return;
    }
    this.#send(final);
  }

  /** Forgets the answers that are still under way. */
  drop() {
    clearTimeout(this.#timer);
    this.#shown = this.#asked;
  }

  async #send(final) {
    const number = (this.#asked += 1);
    this.#last = performance.now();
    this.#waiting += 1;
    try {
      const answer = await this.#ask(final);
      this.#failed = 0;
      if (number > this.#shown) {
        this.#shown = number;
        this.#show(answer, final);
      }
    } catch (error) {
      if (number > this.#shown) this.#missed(error, final, number);
    } finally {
      this.#waiting -= 1;
    }
  }

  #missed(error, final, number) {
    this.#fail(error, final);
    if (error.wait) this.#shut = performance.now() + 1000 * error.wait;
    if (!final || number !== this.#asked || !error.passing) return;
    const later = error.wait ? 0 : Math.min(LATEST, LATER * 2 ** this.#failed);
    this.#failed += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.want(true), later);
  }
}
