// Strokes painted on a canvas: smooth curves, wider where the pen was pressed.

/** Paints `strokes` with a pen of `penWidth`, all in the canvas context's own units. */
export function paint(context, strokes, penWidth) {
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const stroke of strokes) {
    if (stroke.x.length === 1) dot(context, stroke, penWidth);
    else if (pressed(stroke)) segments(context, stroke, penWidth);
    else curve(context, stroke, penWidth);
  }
}

function pressed({ p }) {
  return p.some((value) => value !== p[0]);
}

function dot(context, { x, y }, penWidth) {
  context.beginPath();
  context.arc(x[0], y[0], penWidth / 2, 0, 2 * Math.PI);
  context.fill();
}

/** One curve through the middles between points, which are its control points: no corners between samples. */
function curve(context, { x, y }, penWidth) {
  context.lineWidth = penWidth;
  context.beginPath();
  context.moveTo(x[0], y[0]);
  for (let i = 1; i < x.length - 1; i += 1) {
    context.quadraticCurveTo(x[i], y[i], (x[i] + x[i + 1]) / 2, (y[i] + y[i + 1]) / 2);
  }
  context.lineTo(x.at(-1), y.at(-1));
  context.stroke();
}

/** A piece between each two points, as wide as the pressure there. */
function segments(context, { x, y, p }, penWidth) {
  for (let i = 1; i < x.length; i += 1) {
    context.lineWidth = penWidth * widening((p[i - 1] + p[i]) / 2);
    context.beginPath();
    context.moveTo(x[i - 1], y[i - 1]);
    context.lineTo(x[i], y[i]);
    context.stroke();
  }
}

/** How many times as wide the pen is at a pressure of 0 to 1, as the service draws it. */
function widening(pressure) {
  return 0.5 + pressure;
}
