// The history page: filters, the list of readings, and the queue of unsure ones.

import { part } from "./element.js";
import { flushDeletions } from "./deletion.js";
import { HistoryList } from "./history_list.js";
import { Queue } from "./history_queue.js";
import { hasLabelled } from "./service.js";

const TYPING = 250; // ms without a key after which a search begins
const SURE = { all: {}, low: { below: 0.6 }, middle: { above: 0.6, below: 0.9 }, high: { above: 0.9 } };

const form = part(document, "filters");
const list = new HistoryList(document, { changed: offer });
const queue = new Queue(part(document, "queue"), {
  answered: (entry) => list.update(entry),
  deleted: (entry) => list.delete(entry),
  closed: () => list.load(filters()),
});
let timer = null;
let offered = 0; // times

/** What the filters ask the service for. */
function filters() {
  const chosen = Object.fromEntries(new FormData(form));
  const any = (value) => (value === "all" ? null : value);
  return {
    search: chosen.search.trim(),
    ...SURE[chosen.sure],
    door: any(chosen.door),
    corrected: { all: null, yes: true, no: false }[chosen.corrected],
    order: chosen.order,
  };
}

/** Offers what there is something for: the queue, and the labelled images, of which a download would fail without a word. */
async function offer() {
  queue.refresh();
  const number = (offered += 1);
  // Where the service does not answer, the list says so already.
  const labelled = await hasLabelled().catch(() => true);
  if (number !== offered) return; // a later correction has been made meanwhile
  part(document, "labelled").hidden = !labelled;
  part(document, "unlabelled").hidden = labelled;
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => list.load(filters()), TYPING);
});
form.addEventListener("submit", (event) => event.preventDefault());
part(document, "reset").addEventListener("click", () => {
  form.reset();
  list.load(filters());
});
part(document, "more").addEventListener("click", () => list.more());
part(document, "queue-open").addEventListener("click", () => queue.open());
addEventListener("pagehide", flushDeletions);

list.load(filters());
offer();
