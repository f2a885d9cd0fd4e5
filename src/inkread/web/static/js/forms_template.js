// A draft as the service takes a template, and a template of the service as a draft.

import { say } from "./texts.js";

const NAMED = ["digits", "upper", "lower", "letters"]; // sets that the page offers by name
const TAKEN = ["file", "doubtful", "error"]; // columns that the table has by itself
export const LONGEST_NAME = 60;

/** The draft's template as JSON: only what was said. */
export function templateOf({ name, blank, width, height, fields }) {
  return { form: 1, name, blank, width, height, fields: fields.map(toldField) };
}

function toldField({ name, left, top, width, height, kind, lines, review_below: below, ...said }) {
  const also = said.also === null ? {} : { charset: said.also };
  const what = { pattern: { pattern: said.pattern, ...also }, list: { lexicon: said.list, ...also }, own: { charset: said.charset }, tick: ticked(said.group.trim()) }[kind];
  const named = NAMED.includes(kind) ? { charset: kind } : {};
  return {
    name: name.trim(),
    ...{ left, top, width, height },
    ...(what ?? named),
    ...(lines && kind !== "tick" ? { lines } : {}),
    ...(below === null ? {} : { review_below: below }),
  };
}

function ticked(group) {
  return { tick: true, ...(group === "" ? {} : { group }) };
}

/** A template's JSON as a draft, whose lists of words come in files of their own. */
export function draftOf(template) {
  const { name, blank, width, height } = template;
  const fields = template.fields.map((field) => {
    const { left, top, charset, pattern, lexicon, lines, tick, group, review_below: below } = field;
    const kind = tick ? "tick" : pattern ? "pattern" : lexicon ? "list" : NAMED.includes(charset) ? charset : charset ? "own" : "any";
    const also = kind === "pattern" || kind === "list" ? (charset ?? null) : null; // was written by hand, and stays
    const said = { pattern: pattern ?? "", list: lexicon ?? "", charset: kind === "own" ? charset : "", also, group: group ?? "" };
    const box = { left, top, width: field.width, height: field.height };
    return { ...box, name: field.name, kind, ...said, words: "", lines: lines ?? false, review_below: below ?? null };
  });
  return { name, blank, width, height, fields };
}

/** A draft with the words of the list `name` in every field that names it; null where none does. */
export function withWords(draft, name, words) {
  const names = ({ kind, list }) => kind === "list" && baseName(list) === name;
  if (!draft.fields.some(names)) return null;
  return { ...draft, fields: draft.fields.map((one) => (names(one) ? { ...one, words } : one)) };
}

/** The lists of words that a draft's fields name, each once: `[name, words]`. */
export function listsOf({ fields }) {
  const named = fields.filter(({ kind, list }) => kind === "list" && list !== "");
  return [...new Map(named.map(({ list, words }) => [list, words]))];
}

/** The fields whose typed values the service is to look at, by their names: each with the list that it names, or null. */
export function boundOf({ fields }) {
  return new Map(fields.filter(({ kind }) => kind !== "any" && kind !== "tick").map(({ name, kind, list }) => [name.trim(), kind === "list" ? list : null]));
}

/** What is wrong with a field, by the name of its input: words for the person. */
export function troublesOf(field, fields) {
  const name = field.name.trim();
  const twice = fields.some((one) => one.key !== field.key && one.name.trim() === name);
  const trouble = {};
  if (name === "") trouble.name = say("forms.wrong.name_missing");
  else if (TAKEN.includes(name.toLowerCase())) trouble.name = say("forms.wrong.name_taken", { name });
  else if (/^[=+\-@]|;/.test(name)) trouble.name = say("forms.wrong.name_sign");
  else if (twice) trouble.name = say("forms.wrong.name_twice");
  if (field.kind === "own" && field.charset === "") trouble.charset = say("forms.wrong.charset_missing");
  if (field.kind === "pattern" && field.pattern.trim() === "") trouble.pattern = say("forms.wrong.pattern_missing");
  if (isAlone(field, fields)) trouble.group = say("forms.wrong.group_alone");
  if (field.kind === "list" && field.words.trim() === "") trouble.words = say("forms.wrong.words_missing");
  return trouble;
}

/** Whether a box excludes others by the name of its group, and no other box has that. */
function isAlone(field, fields) {
  const group = field.group.trim();
  const others = fields.filter((one) => one.key !== field.key && one.kind === "tick");
  return field.kind === "tick" && group !== "" && others.every((one) => one.group.trim() !== group);
}

/** The last part of a file's name in a template: what the file itself is called. */
export function baseName(path) {
  return path.split("/").at(-1);
}

/** The file's name of a list of words for a field: `towns.txt`; no other list of the draft has it. */
export function listName(field, fields) {
  const stem = fileStem(field.name) || "words";
  const others = fields.filter((one) => one.key !== field.key && one.kind === "list").map((one) => one.list);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.txt` : `${stem}-${number}.txt`;
    if (!others.includes(name)) return name;
  }
}

/** A name as a file may be called it on every system. */
export function fileStem(name) {
  return name
    .trim()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, LONGEST_NAME);
}
