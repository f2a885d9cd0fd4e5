// Half-precision numbers as the service sends them: base64 of little-endian IEEE 754 binary16.

/** The numbers in `coded`, as a Float32Array. */
export function decode(coded) {
  const bytes = Uint8Array.from(atob(coded), (sign) => sign.charCodeAt(0));
  const halves = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 2 }, (_, place) => number(halves.getUint16(2 * place, true)));
}

/** The value of the sixteen bits `half`: sign, five of exponent, ten of fraction. */
function number(half) {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24; // subnormal
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
