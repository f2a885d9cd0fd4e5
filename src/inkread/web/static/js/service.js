// What the page asks of its service, and what went wrong in the page's own words.

import { sayCount, sayOf, settings } from "./texts.js";

const API = "/api/v1";
// What a proxy before the service means, which knows nothing of the service's own codes.
const PASSING = ["busy", "rate_limited", "draining", "no_decoder", "network"]; // no fault of what was sent
const MOST_KEPT_ALIVE = 60_000; // characters of a body: browsers refuse more than 64 KiB
const CODES = { 413: "too_large", 429: "rate_limited", 502: "network", 503: "busy", 504: "network" };

/** A refusal; `wait` is for how many seconds the service wants to be left alone, `field` the form's field that it is about; null where there is none. */
export class ServiceError extends Error {
  constructor(code, message, { wait = null, status = null, field = null } = {}) {
    super(message);
    [this.code, this.wait, this.status, this.field] = [code, wait, status, field];
  }

  /** Whether the same may go well in a while. */
  get passing() {
    return PASSING.includes(this.code);
  }

  /** What went wrong and what to do, for the person. */
  get words() {
    const words = wordsOf({ code: this.code, message: this.message });
    return this.wait > 1 ? `${words} ${sayCount("error.wait", this.wait)}` : words;
  }
}

/** An error of the service, `{code, message}`, in the page's words. */
export function wordsOf({ code, message }) {
  return sayOf("error", code, "error.unknown", { message });
}

/** The reading of a drawing, kept in the history only where `keep` says so. */
export async function readStrokes(strokes, { charset, keep, keepalive = false }) {
  const answer = await post(`/read${query({ charset, keep: keep ? null : 0, bundle: settings.bundle })}`, strokes, { keepalive });
  return answer.readings[0];
}

/** The reading of one picture file, kept where the service keeps any. */
export async function readFile(file, { charset }) {
  // Said before it is sent: a service may hang up on what is too big, and a browser then knows no reason.
  if (file.size > settings.max_bytes) throw new ServiceError("too_many_bytes", file.name);
  const answer = await post(`/read${query({ charset, bundle: settings.bundle })}`, form(file));
  return answer.readings[0];
}

/**
 * The reading of words from a drawing or a picture file: one line of a drawing, all lines of a picture.
 * @param pattern, lexicon what may come out, at most one of them; null for anything
 * @param language the language it is written in, null for any
 * @param page of a file that has several, from 1; null for a picture
 */
export async function readWords(source, { pattern = null, lexicon = null, language = null, page = null, keep = true, keepalive = false } = {}) {
  if (source.size > settings.max_bytes) throw new ServiceError("too_many_bytes", source.name); // as above
  const words = lexicon === null ? {} : { lexicon };
  const body = source instanceof Blob ? form(source, words) : { ...source, ...words };
  const answer = await post(`/words${query({ pattern, language, page, keep: keep ? null : 0, bundle: settings.bundle })}`, body, { keepalive });
  const [reading] = answer.readings;
  if (reading.error) throw new ServiceError(reading.error.code, reading.error.message);
  return reading;
}

/** A template's JSON as the service writes it: `{template, yaml}`; a refusal where it takes it for none. */
export async function checkTemplate(template) {
  return post("/forms/template", template);
}

/** A template's YAML as JSON: `{template, yaml}`. */
export async function parseTemplate(yaml) {
  return post("/forms/template", new Blob([yaml], { type: "application/yaml" }));
}

/** The boxes that a blank form has printed: `[{left, top, width, height}]`. */
export async function findBoxes(blank) {
  const answer = await post("/forms/boxes", form(blank));
  return answer.boxes;
}

/** How many pages a file has. */
export async function countPages(file) {
  if (file.size > settings.max_bytes) throw new ServiceError("too_many_bytes", file.name); // as above
  const answer = await post("/pages", form(file));
  return answer.pages;
}

/**
 * The values of one filled form.
 * @param form the template's `yaml`, the `blank` form's picture, and its `lists` of words: `[name, words]`
 * @param page of a scan that has several, from 1; null for a picture
 * @param signal gives the reading up
 */
export async function readForm(scan, { yaml, blank, lists }, { page = null, signal } = {}) {
  if (scan.size + blank.size > settings.max_bytes) throw new ServiceError("too_many_bytes", scan.name); // as above
  const data = describe(form(scan), yaml, lists);
  data.append("blank", blank, blank.name);
  const answer = await post(`/forms/read${query({ bundle: settings.bundle, page })}`, data, { signal });
  const [read] = answer.scans;
  if (read.error) throw new ServiceError(read.error.code, read.error.message);
  return read;
}

/**
 * What a person typed for a field, as it is taken: `{value, misfit}`, where `misfit` is why the field cannot hold it, or null.
 * @param form the template's `yaml`, and of its `lists` of words the one that the field names
 */
export async function checkValue(field, value, { yaml, lists, signal }) {
  const data = describe(new FormData(), yaml, lists);
  data.append("values", JSON.stringify([{ field, value }]));
  const answer = await post(`/forms/values${query({ bundle: settings.bundle })}`, data, { signal });
  return answer.values[0];
}

/** Every step and stage of a drawing or of a picture file, in the page's model or another; nothing is kept. */
export async function explain(source, { charset, occlusion = true, bundle = settings.bundle }) {
  const body = source instanceof Blob ? form(source) : source;
  return post(`/explain${query({ charset, keep: 0, occlusion: occlusion ? null : 0, bundle })}`, body);
}

export async function history(filters) {
  return ask("GET", `/history${query(filters)}`);
}

/** Whether there is anything to take along as labelled images: of words and blank paper there is nothing. */
export async function hasLabelled() {
  const { total } = await history({ corrected: true, limit: 1 });
  if (total === 0) return false;
  return call("HEAD", "/history/export?format=zip").then(() => true, (error) => error.status !== 404);
}

export async function entry(id) {
  return ask("GET", `/history/${encodeURIComponent(id)}`);
}

/** The picture of an entry, as the service keeps it. */
export async function entryImage(id) {
  const response = await call("GET", `/history/${encodeURIComponent(id)}/image`);
  return response.blob();
}

export async function correct(id, correction) {
  return ask("PATCH", `/history/${encodeURIComponent(id)}`, { correction });
}

export async function remove(id, { keepalive = false } = {}) {
  await call("DELETE", `/history/${encodeURIComponent(id)}`, undefined, { keepalive });
}

function form(file, fields = {}) {
  const data = new FormData();
  data.append("image", file, file.name ?? "image.png");
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

/** Puts a template and its lists of words into a request. */
function describe(data, yaml, lists) {
  data.append("template", new Blob([yaml], { type: "application/yaml" }), "template.yaml");
  for (const [name, words] of lists) data.append("lexicon", new Blob([words], { type: "text/plain" }), name);
  return data;
}

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

async function post(path, body, options) {
  return ask("POST", path, body, options);
}

async function ask(...request) {
  const response = await call(...request);
  return response.json();
}

/** With `keepalive` the request goes on when the page goes, as far as browsers let it; `signal` gives it up. */
async function call(method, path, body, { keepalive, signal } = {}) {
  const headers = { "X-Inkread-Door": "web" };
  const plain = body !== undefined && !(body instanceof FormData) && !(body instanceof Blob);
  if (plain) headers["Content-Type"] = "application/json";
  const sent = plain ? JSON.stringify(body) : body;
  let response;
  try {
    response = await fetch(API + path, { method, headers, body: sent, keepalive: keepalive && (sent?.length ?? 0) <= MOST_KEPT_ALIVE, signal });
  } catch (error) {
    throw new ServiceError("network", error.message);
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  const wait = Math.ceil(Number(response.headers.get("Retry-After"))) || null;
  throw new ServiceError(said.error?.code ?? CODES[response.status] ?? "unknown", said.error?.message ?? response.statusText, { wait, status: response.status, field: said.error?.field });
}
