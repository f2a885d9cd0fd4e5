// The page's words, which the server puts into the page: no script holds words of its own.

const words = JSON.parse(document.getElementById("texts").textContent);
const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);
const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const datesOfThisYear = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });

/** What the page is told about the service, such as the number of pictures it takes at once. */
export const settings = JSON.parse(document.getElementById("settings").textContent);

/** The text of `key` with `values` in its places. */
export function say(key, values = {}) {
  if (!(key in words)) throw new Error(`expected the key of a text, got ${key}; add it to the page's sections`);
  return words[key].replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** The text `family.name`, or that of `fallback` where the family has no such name. */
export function sayOf(family, name, fallback, values = {}) {
  const key = `${family}.${name}`;
  return say(key in words ? key : fallback, values);
}

/** The text of `key` for a count, in the plural form of the language. */
export function sayCount(key, n) {
  const form = `${key}.${plurals.select(n)}`;
  return say(form in words ? form : `${key}.other`, { n: n.toLocaleString(language) });
}

const LEAST_SHOWN = 0.001; // of a probability

/** A probability as a percentage: 97%, 99.7%, never 100% for what is not certain, nor 0% for what may be. */
export function percent(share) {
  if (share > 0 && share < LEAST_SHOWN / 2) return `<${percent(LEAST_SHOWN)}`;
  const digits = share > 0.99 || share < 0.01 ? 1 : 0;
  const shown = Math.min(share, share < 1 ? 0.999 : 1);
  return shown.toLocaleString(language, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A number with three significant digits, as a value of a feature map is shown. */
export function number(value) {
  return value.toLocaleString(language, { maximumSignificantDigits: 3 });
}

/** A number with two decimals, as numbers that stand in a column are shown. */
export function decimal(value) {
  return value.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
}

/** A moment as people write it; they leave the year out while it lasts, and keep 7:31 with its AM. */
export function date(iso) {
  const moment = new Date(iso);
  const format = moment.getFullYear() === new Date().getFullYear() ? datesOfThisYear : dates;
  return format.format(moment).replace(/\s(\S+)$/u, "\u00a0$1");
}

/** A character in words that tell 0 from O: the digit 0, the capital letter O. */
export function character(text) {
  const kind = /^[0-9]$/.test(text) ? "digit" : /^\p{Lu}$/u.test(text) ? "upper" : /^\p{Ll}$/u.test(text) ? "lower" : "other";
  return say(`character.${kind}`, { text });
}
