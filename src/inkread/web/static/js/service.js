// What the page asks of its service, and what went wrong in the page's own words.

import { sayOf } from "./texts.js";

const API = "/api/v1";

export class ServiceError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }

  /** What went wrong and what to do, for the person. */
  get words() {
    return wordsOf({ code: this.code, message: this.message });
  }
}

/** An error of the service, `{code, message}`, in the page's words. */
export function wordsOf({ code, message }) {
  return sayOf("error", code, "error.unknown", { message });
}

/** The reading of a drawing, kept in the history only where `keep` says so. */
export async function readStrokes(strokes, { charset, keep, keepalive = false }) {
  const answer = await post(`/read${query({ charset, keep: keep ? null : 0 })}`, strokes, { keepalive });
  return answer.readings[0];
}

/** The reading of one picture file, kept where the service keeps any. */
export async function readFile(file, { charset }) {
  const answer = await post(`/read${query({ charset })}`, form(file));
  return answer.readings[0];
}

/** Every step and stage of a drawing or of a picture file; nothing is kept. */
export async function explain(source, { charset, occlusion = true, signal }) {
  const body = source instanceof Blob ? form(source) : source;
  return post(`/explain${query({ charset, keep: 0, occlusion: occlusion ? null : 0 })}`, body, { signal });
}

export async function history(filters) {
  return ask("GET", `/history${query(filters)}`);
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

function form(file) {
  const data = new FormData();
  data.append("image", file, file.name ?? "image.png");
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

async function call(method, path, body, { signal, keepalive } = {}) {
  const headers = { "X-Inkread-Door": "web" };
  const plain = body !== undefined && !(body instanceof FormData);
  if (plain) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(API + path, { method, headers, body: plain ? JSON.stringify(body) : body, signal, keepalive });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServiceError("network", error.message);
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  throw new ServiceError(said.error?.code ?? "unknown", said.error?.message ?? response.statusText);
}
