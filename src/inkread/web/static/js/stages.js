// The stages page: the way of one stored reading, `?id=…`.

import { sentence } from "./answer.js";
import { part } from "./element.js";
import { replay } from "./replay.js";
import { entry, entryImage, explain } from "./service.js";
import { StagesPanel } from "./stages_panel.js";
import { date, say, settings } from "./texts.js";

const id = new URLSearchParams(location.search).get("id");
const panel = new StagesPanel(part(document, "stages"));
const which = part(document, "which");

async function ask() {
  const stored = await entry(id);
  if (stored.strokes) {
    part(document, "replay").hidden = false;
    part(document, "replay").addEventListener("click", () => replay(stored.strokes));
  }
  const bundle = settings.bundles.includes(stored.bundle) ? stored.bundle : null; // what read it may be gone
  const explanation = await explain(stored.strokes ?? (await entryImage(id)), { bundle });
  which.textContent = say("inside.of_stored", { date: date(stored.made_at), words: sentence(explanation.reading) });
  return explanation;
}

if (id) panel.load(ask);
