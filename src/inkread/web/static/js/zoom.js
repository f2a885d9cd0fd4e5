// One feature map, enlarged in a dialog.

import { part } from "./element.js";

const dialog = part(document, "zoom");
part(dialog, "zoom-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close()); // beside the dialog's content
dialog.addEventListener("close", () => part(dialog, "zoom-body").replaceChildren());

/** Opens the dialog with `elements` under `title`. */
export function zoom(title, ...elements) {
  dialog.querySelector("h3").textContent = title;
  part(dialog, "zoom-body").replaceChildren(...elements);
  dialog.showModal();
}
