// Deleting with undo: the service is told when the time to undo is over, or when the page goes.

import { remove } from "./service.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";

const pending = new Set(); // ids that are off the page, but not yet deleted

/** Resolves to true when `id` was deleted, to false when the person undid it. */
export async function deletable(id, name) {
  pending.add(id);
  const undone = await toast(say("history.deleted", { text: name }), say("history.undo"));
  if (!pending.delete(id)) return true; // the page was going: it is deleted already
  if (undone) {
    toast(say("history.restored"));
    return false;
  }
  await remove(id);
  return true;
}

/** Deletes at once what waits for its time to undo: the page is going. */
export function flushDeletions() {
  for (const id of pending) remove(id, { keepalive: true }).catch(() => null); // nobody is left to be told
  pending.clear();
}
