// The look inside: steps, stages, verdict and what decided, for one reading after another.

import { element, part } from "./element.js";
import { FieldView } from "./field_view.js";
import { decode } from "./float16.js";
import { kernelView } from "./kernel_view.js";
import { OcclusionView } from "./occlusion_view.js";
import { kindOf, StageView } from "./stage_view.js";
import { say } from "./texts.js";
import { TrailView } from "./trail_view.js";
import { VerdictView } from "./verdict_view.js";

export class StagesPanel {
  #state;
  #body;
  #field = new FieldView();
  #trail = new TrailView();
  #verdict = new VerdictView();
  #occlusion = new OcclusionView();
  #occlusionBlock = block("occlusion", element("div", { class: "decided" }, this.#occlusion.element));
  #stages = element("div", { class: "stage-list" });
  #views = [];
  #network = null; // names and shapes of the stages on the page: the same ones are only given new values

  constructor(root) {
    this.#state = part(root, "stages-state");
    this.#body = part(root, "stages-body");
  }

  /** Shows what `ask()` resolves to, an explanation of the service, or says why there is none. */
  async load(ask) {
    this.#say(say("inside.loading"));
    try {
      this.show(await ask());
    } catch (error) {
      this.clear();
      this.#say(error.words ?? error.message);
    }
  }

  show(explanation) {
    const { reading, stages, probabilities, occlusion } = explanation;
    if (!stages) {
      this.clear(); // a blank picture never reaches the network
      return;
    }
    this.#say("");
    this.#build();
    this.#field.show(reading.glyph);
    this.#trail.show(explanation);
    this.#showStages(stages);
    this.#verdict.show(probabilities, decode(stages.at(-1).values));
    if (occlusion) this.#occlusion.show(occlusion, reading.glyph);
    this.#occlusionBlock.hidden = !occlusion && this.#occlusionBlock.hidden;
  }

  clear() {
    this.#body.replaceChildren();
    this.#say(say("inside.empty"));
  }

  #say(words) {
    this.#state.textContent = words;
    this.#state.hidden = words === "";
  }

  #build() {
    if (this.#body.childElementCount > 0) return;
    this.#occlusionBlock.hidden = true;
    const network = element("div", { class: "network" }, this.#stages, this.#field.element);
    this.#body.append(
      block("trail", this.#trail.element),
      block("network", network),
      element("div", { class: "outcome" }, block("verdict", this.#verdict.element), this.#occlusionBlock),
    );
  }

  #showStages(stages) {
    const network = JSON.stringify(stages.map(({ name, shape }) => [name, shape]));
    if (network === this.#network) {
      stages.forEach((stage, place) => this.#views[place].update(stage));
      return;
    }
    this.#network = network;
    const kinds = stages.map(kindOf);
    this.#views = stages.map((stage, place) => {
      const isFirst = kinds.indexOf(kinds[place]) === place;
      return new StageView(stage, { number: place + 1, field: this.#field, isFirst });
    });
    const first = stages.findIndex((stage) => stage.weights);
    this.#stages.replaceChildren(
      ...this.#views.flatMap((view, place) =>
        place === first ? [kernelView(stages[first].weights, this.#field), view.element] : [view.element],
      ),
    );
  }
}

function block(name, content) {
  return element(
    "section",
    { class: `block ${name}-block` },
    element("h3", {}, say(`inside.${name}.title`)),
    element("p", { class: "note" }, say(`inside.${name}.text`)),
    content,
  );
}
