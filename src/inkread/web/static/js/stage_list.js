// All layers of the network, one below the other: each folds to one line, or all of them at once.

import { element } from "./element.js";
import { kernelView } from "./kernel_view.js";
import { kindOf, StageView } from "./stage_view.js";
import { say } from "./texts.js";

const NARROW = matchMedia("(max-width: 48rem)"); // as in stages.css: a phone shows the first layer, and lines for the rest

export class StageList {
  #field;
  #list = element("div", { class: "stage-list" });
  #switch = element("button", { type: "button", class: "fold-all", onclick: () => this.#foldOrUnfold() });
  #views = [];
  #network = null; // names and shapes of the stages on the page: the same ones are only given new values

  /** @param field the view of the glyph, on which the receptive field of a dot is shown */
  constructor(field) {
    this.#field = field;
    this.element = element("div", {}, this.#switch, element("div", { class: "network" }, this.#list, field.element));
    this.#list.addEventListener("toggle", () => this.#nameSwitch(), true); // it does not bubble
  }

  /** Shows the stages of one reading; what is folded stays so. */
  show(stages) {
    const network = JSON.stringify(stages.map(({ name, shape }) => [name, shape]));
    if (network === this.#network) {
      stages.forEach((stage, place) => this.#views[place].update(stage));
      return;
    }
    this.#network = network;
    const kinds = stages.map(kindOf);
    this.#views = stages.map((stage, place) => {
      const isFirst = kinds.indexOf(kinds[place]) === place;
      return new StageView(stage, { number: place + 1, field: this.#field, isFirst, open: place === 0 || !NARROW.matches });
    });
    const first = stages.findIndex((stage) => stage.weights);
    const kernels = first < 0 ? null : kernelView(stages[first].weights, this.#field, { open: !NARROW.matches });
    this.#list.replaceChildren(
      ...this.#views.flatMap((view, place) => (place === first ? [kernels, view.element] : [view.element])),
    );
    this.#nameSwitch();
  }

  get #folded() {
    return [...this.#list.children].filter((one) => !one.open);
  }

  #foldOrUnfold() {
    const unfold = this.#folded.length > 0;
    for (const one of this.#list.children) one.open = unfold;
    this.#nameSwitch();
  }

  #nameSwitch() {
    this.#switch.textContent = say(this.#folded.length > 0 ? "inside.network.unfold" : "inside.network.fold");
  }
}
