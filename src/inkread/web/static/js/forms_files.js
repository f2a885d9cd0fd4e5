// Files in and out: by button, drop and paste, and as downloads.

import { part } from "./element.js";
import { toast } from "./toast.js";
import { say } from "./texts.js";
import { filesOf, isForField } from "./upload.js";

/** Lets files be chosen by the inputs in `zone` and dropped on it; each time they go to `take(files)`. */
export function takeFiles(zone, take) {
  for (const input of zone.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = ""; // so that the same file can be chosen again
      take(files);
    });
  }
  const over = (event, is) => {
    event.preventDefault();
    zone.classList.toggle("over", is);
  };
  zone.addEventListener("dragover", (event) => over(event, true));
  zone.addEventListener("dragleave", (event) => over(event, false));
  zone.addEventListener("drop", (event) => {
    over(event, false);
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) take(files);
    else toast(say("upload.no_file"));
  });
}

/** A file dropped beside every zone would otherwise take the place of the page. */
export function holdDrops() {
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => isForField(event) || event.preventDefault());
}

/** Pasted pictures go to `take(files)`. */
export function takePastes(take) {
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    take(files.map((file) => new File([file], `${say("upload.pasted")}.png`, { type: file.type })));
  });
}

/** Hands `content` to the person as a file. */
export function download(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers begin to save a while later
}

/** Shows words in the notice `name` of the page; hides it for null. */
export function notice(name, words) {
  const box = part(document, name);
  box.hidden = words === null;
  if (box.textContent !== (words ?? "")) box.textContent = words ?? ""; // or the same would be spoken again
}

export const isTemplate = (file) => /\.ya?ml$/i.test(file.name);
export const isList = (file) => /\.(?:txt|csv|lst)$/i.test(file.name);
