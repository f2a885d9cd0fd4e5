// The draft and its picture outlive a reload: this browser alone keeps them, nothing of them is sent for that.

const NAME = "inkread-forms";
const SHELF = "draft";
const FORM = 1; // of what is stored; another one is from another version of this page

/** Stores `values` by their names, such as the draft or its picture; what is null goes. */
export async function keep(values) {
  await onShelf("readwrite", (shelf) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === null) shelf.delete(name);
      else shelf.put({ form: FORM, value }, name);
    }
  });
}

/** What was stored under these names, in their order; null for what was not. */
export async function kept(...names) {
  const asked = await onShelf("readonly", (shelf) => names.map((name) => shelf.get(name)));
  return names.map((_, place) => (asked?.[place].result?.form === FORM ? asked[place].result.value : null));
}

/** Does `work(shelf)` and resolves to what it returned; to null where the browser forbids to store, or is full. */
async function onShelf(mode, work) {
  try {
    const database = await opened();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(SHELF, mode);
      const done = work(transaction.objectStore(SHELF));
      transaction.oncomplete = () => resolve(done);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    return null; // the draft then lasts as long as the page
  }
}

let opening = null;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(SHELF);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}
