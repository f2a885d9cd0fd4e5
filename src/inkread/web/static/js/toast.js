// A message that passes, with one thing to do about it.

import { part } from "./element.js";

const SHOWN = 6000; // ms

let timer = null;
let ended = null;
let from = null; // what had the focus before

/**
 * Shows `words`; resolves to true where the person pressed `action`, to false when the time is over.
 * A further message ends the one before it.
 */
export function toast(words, action = null) {
  const box = part(document, "toast");
  const button = box.querySelector("button");
  finish(false);
  from = document.activeElement;
  box.querySelector("span").textContent = words;
  button.hidden = action === null;
  button.textContent = action ?? "";
  button.onclick = () => finish(true);
  box.hidden = false;
  return new Promise((resolve) => {
    ended = resolve;
    timer = setTimeout(() => finish(false), SHOWN);
  });
}

function finish(pressed) {
  clearTimeout(timer);
  const box = part(document, "toast");
  if (box.contains(document.activeElement)) from.focus({ preventScroll: true }); // or nothing has it
  box.hidden = true;
  const resolve = ended;
  ended = null;
  resolve?.(pressed);
}
