// Questions that follow the pen: the latest wins, and an answer that came too late is dropped.

const PAUSE = 70; // ms between two questions while the pen moves
const LATER = 1000; // ms until a question is asked again that the service had no time for
const NO_TIME = ["busy", "rate_limited"];

/** Asks by `ask(final)` and hands its answer to `show(answer, final)`; a failure goes to `fail(error)`. */
export class Live {
  #ask;
  #show;
  #fail;
  #asked = 0; // number of the latest question
  #shown = 0; // number of the latest question whose answer is on the page
  #waiting = 0; // questions without an answer
  #last = -Infinity;
  #timer = null;

  constructor(ask, show, fail) {
    [this.#ask, this.#show, this.#fail] = [ask, show, fail];
  }

  /** Asks soon, and at once after a stroke (`final`); while one question is out, movements wait. */
  want(final) {
    clearTimeout(this.#timer);
    const wait = this.#last + PAUSE - performance.now();
    if (!final && (wait > 0 || this.#waiting > 0)) {
      this.#timer = setTimeout(() => this.want(false), Math.max(wait, 10));
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
      if (number > this.#shown) {
        this.#shown = number;
        this.#show(answer, final);
      }
    } catch (error) {
      if (number <= this.#shown) return;
      this.#fail(error);
      if (final && number === this.#asked && NO_TIME.includes(error.code)) {
        this.#timer = setTimeout(() => this.want(true), LATER);
      }
    } finally {
      this.#waiting -= 1;
    }
  }
}
