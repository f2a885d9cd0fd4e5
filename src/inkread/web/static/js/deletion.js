// Deleting with undo: the service is told when the time to undo is over, or when the page goes.

import { remove } from "./service.js";
import { say } from "./texts.js";
import { toast } from "./toast.js";

const pending = new Set(); // ids that are off the page, but not yet deleted
const deleted = new Set(); // ids that a list asked for earlier may still bring

/** Whether `id` is off the page and may come back. */
export const isPending = (id) => pending.has(id);

/** Whether `id` was deleted from this page. */
export const isDeleted = (id) => deleted.has(id);

/** Resolves to true when `id` was deleted, to false when the person undid it. */
export async function deletable(id, name) {
  pending.add(id);
  const undone = await toast(say("history.deleted", { text: name }), say("history.undo"));
  if (!pending.has(id)) return true; // the page was going: it is deleted already
  try {
    if (undone) {
      toast(say("history.restored"));
      return false;
    }
    await remove(id);
    deleted.add(id);
    return true;
  } finally {
    pending.delete(id); // not before the service has answered: until then it lists the reading
  }
}

/** Deletes at once what waits for its time to undo: the page is going. */
export function flushDeletions() {
  for (const id of pending) {
    remove(id, { keepalive: true }).catch(() => null); // nobody is left to be told
    deleted.add(id);
  }
  pending.clear();
}
