// The colours of values: black is nothing, blue is for, orange is against. Alike in light and dark.

const BLUE = [[8, 12, 20], [37, 99, 188], [236, 244, 255]];
const ORANGE = [[8, 12, 20], [186, 96, 22], [255, 238, 214]];
const LEVELS = 128;
const GAMMA = 0.7; // below 1: what is weak, as most values of a map are, can still be seen

const ramp = ([low, middle, high]) =>
  Array.from({ length: LEVELS + 1 }, (_, level) => {
    const share = (2 * level) / LEVELS;
    const [from, to, part] = share < 1 ? [low, middle, share] : [middle, high, share - 1];
    return from.map((value, channel) => Math.round(value + (to[channel] - value) * part));
  });
const [blues, oranges] = [ramp(BLUE), ramp(ORANGE)];
const [packedBlues, packedOranges] = [packed(blues), packed(oranges)];

/** Red, green and blue, 0 to 255, of `value` on a scale that ends at ±`limit`. */
export function colour(value, limit) {
  return (value < 0 ? oranges : blues)[levelOf(value, limit)];
}

/** Writes the colours of the values that `at(place)` gives into the pixels of `image`. */
export function fill(image, limit, at) {
  const pixels = new Uint32Array(image.data.buffer);
  for (let place = 0; place < pixels.length; place += 1) {
    const value = at(place);
    const level = levelOf(value, limit);
    pixels[place] = value < 0 ? packedOranges[level] : packedBlues[level];
  }
}

/** The place of `value` on the ramps. */
function levelOf(value, limit) {
  return limit > 0 ? Math.min(LEVELS, Math.round(LEVELS * (Math.abs(value) / limit) ** GAMMA)) : 0;
}

/** Colours as canvases hold them: red in the lowest byte, on every machine that browsers run on. */
function packed(colours) {
  return Uint32Array.from(colours, ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
}
