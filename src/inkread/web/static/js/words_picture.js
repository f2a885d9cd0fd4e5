// What a reading of words was made from, painted: a picture file, or the strokes of a drawing.

import { paint } from "./ink.js";

const LONGEST = 2400; // px of a picture's longer side, as the service reads it
const DENSITY = 2; // px a unit of a drawing

/** Returns what paints a drawing, as it is sent, on a canvas. */
export function paintedDrawing({ strokes, width, height, pen_width: penWidth }) {
  const rows = strokes.map(([x, y, , p]) => ({ x, y, p: p ?? x.map(() => 0.5) }));
  return (canvas) => {
    const context = sized(canvas, width * DENSITY, height * DENSITY);
    const { color, backgroundColor } = getComputedStyle(canvas);
    context.fillStyle = backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(DENSITY, DENSITY);
    context.strokeStyle = context.fillStyle = color;
    paint(context, rows, penWidth);
  };
}

/** Resolves to what paints a picture file on a canvas; to null where the browser does not know its format. */
export async function paintedFile(file) {
  const bitmap = await createImageBitmap(file).catch(() => null); // as of a TIFF
  if (bitmap === null) return null;
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const paintIt = (canvas) => {
    const context = sized(canvas, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  };
  return Object.assign(paintIt, { width: bitmap.width, height: bitmap.height });
}

/** Resolves to what paints the picture of a `data:` address. */
export async function paintedUrl(url) {
  const image = Object.assign(new Image(), { src: url });
  await image.decode();
  return (canvas) => sized(canvas, image.naturalWidth, image.naturalHeight).drawImage(image, 0, 0);
}

/** Returns what paints an empty sheet of some size, for boxes to stand on. */
export function paintedSheet({ width, height }) {
  return (canvas) => sized(canvas, width, height);
}

function sized(canvas, width, height) {
  [canvas.width, canvas.height] = [width, height];
  return canvas.getContext("2d");
}
