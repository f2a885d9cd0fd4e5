"use strict";
const items = [...document.querySelectorAll("li[data-field]")];
const failed = document.querySelectorAll("li.failed").length;
const told = document.getElementById("told");
const entryOf = (item) => item.querySelector("input, textarea");
const isTick = (entry) => entry.type === "checkbox";
const forget = document.getElementById("forget");
const key = `inkread review ${document.getElementById("key").dataset.key}`;
let saved = true;

// The value of a tick box is a word, as in the table.
function valueOf(item) {
  const entry = entryOf(item);
  return isTick(entry) ? (entry.checked ? "yes" : "") : entry.value;
}

function show(item, value) {
  const entry = entryOf(item);
  if (isTick(entry)) entry.checked = value === "yes";
  else entry.value = value;
}

// A browser may have no room, or keep nothing of files: the page works without.
function kept() {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  const done = items.flatMap((item, place) => (item.classList.contains("done") ? [[place, valueOf(item)]] : []));
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(done)));
  } catch {
    // As above.
  }
}

function tell() {
  const done = items.filter((item) => item.classList.contains("done")).length;
  forget.hidden = done === 0;
  told.textContent = `${done} of ${items.length} looked at${failed ? `, ${failed} not read` : ""}`;
}

function take(item) {
  item.classList.add("done");
  saved = false;
  keep();
  tell();
}

function go(place) {
  const target = items[place] ? entryOf(items[place]) : document.getElementById("download");
  target.focus();
  if (target.select) target.select();
}

items.forEach((item, place) => {
  const entry = entryOf(item);
  entry.addEventListener("input", () => take(item));
  entry.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.altKey && entry.tagName === "TEXTAREA") {
      entry.setRangeText("\n", entry.selectionStart, entry.selectionEnd, "end");
      return take(item);
    }
    if (!event.shiftKey) take(item);
    go(Math.max(0, place + (event.shiftKey ? -1 : 1)));
  });
  for (const other of item.querySelectorAll(".other")) {
    other.addEventListener("click", () => {
      entry.value = other.textContent;
      take(item);
      go(place + 1);
    });
  }
});

// A spreadsheet runs a cell that begins like this; the quote is taken off where corrections are read.
const cell = (text) => `"${(/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

document.getElementById("download").addEventListener("click", () => {
  const rows = items
    .filter((item) => item.classList.contains("done"))
    .map((item) => `"${item.dataset.file.replaceAll('"', '""')}",${cell(item.dataset.field)},${cell(valueOf(item))}`);
  const text = ["file,field,value", ...rows].join("\n") + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "corrections.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  saved = true;
});

forget.addEventListener("click", () => {
  for (const item of items) {
    item.classList.remove("done");
    const { defaultChecked, defaultValue } = entryOf(item);
    show(item, isTick(entryOf(item)) ? (defaultChecked ? "yes" : "") : defaultValue);
  }
  saved = true;
  keep();
  tell();
  if (items.length) go(0);
});

for (const [place, value] of Object.entries(kept())) {
  if (!items[place]) continue;
  items[place].classList.add("done");
  show(items[place], value);
}

addEventListener("beforeunload", (event) => {
  if (!saved) event.preventDefault();
});

tell();
if (items.length) go(Math.max(0, items.findIndex((item) => !item.classList.contains("done"))));
