// The buttons under a pad that change the drawing: one stroke back, one again, a clean sheet.

import { part } from "./element.js";

const CHANGES = { undo: (drawing) => drawing.undo(), redo: (drawing) => drawing.redo(), clear: (drawing) => drawing.clear() };

/** Lets the buttons in `root` change the drawing of `pad`, and `keeping` follow. */
export function addPadTools(root, pad, keeping) {
  for (const [name, change] of Object.entries(CHANGES)) {
    part(root, name).addEventListener("click", () => {
      const before = pad.drawing.strokes;
      pad.alter(change);
      if (pad.drawing.empty) keeping.drop(before);
      else keeping.takeUp(pad.drawing.strokes);
    });
  }
}
