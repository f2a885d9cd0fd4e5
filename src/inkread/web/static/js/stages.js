// The stages page: the way of one stored reading, `?id=…`.

import { part } from "./element.js";
import { entry, entryImage, explain } from "./service.js";
import { StagesPanel } from "./stages_panel.js";
import { date, say } from "./texts.js";

const id = new URLSearchParams(location.search).get("id");
const panel = new StagesPanel(part(document, "stages"));
const which = part(document, "which");

async function ask() {
  const stored = await entry(id);
  which.textContent = say("inside.of_stored", { date: date(stored.made_at) });
  return explain(stored.strokes ?? (await entryImage(id)), {});
}

if (id) panel.load(ask);
