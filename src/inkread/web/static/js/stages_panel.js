// The look inside: steps, stages, verdict and what decided, for one reading after another.

import { element, part } from "./element.js";
import { FieldView } from "./field_view.js";
import { decode } from "./float16.js";
import { OcclusionView } from "./occlusion_view.js";
import { StageList } from "./stage_list.js";
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
  #stages = new StageList(this.#field);
  #network = block("network", this.#stages.element);
  #outcome = element("div", { class: "outcome" }, block("verdict", this.#verdict.element), this.#occlusionBlock);

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
    this.#build();
    this.#trail.show(explanation);
    this.#network.hidden = this.#outcome.hidden = !stages;
    this.#say(stages ? "" : say("inside.blank")); // a blank picture never reaches the network
    if (!stages) return;
    this.#field.show(reading.glyph);
    this.#stages.show(stages);
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
    this.#body.append(block("trail", this.#trail.element), this.#network, this.#outcome);
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
